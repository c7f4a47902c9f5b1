/// The kinds of secret that are planted, each with the contexts it turns up in.
///
/// Where a value can't be told from noise without its name (a Fernet key, an AWS secret key), the
/// contexts carry that name. Every value is drawn at random when a corpus is written.
struct SecretFormat: Sendable {
  /// What the truth file calls it.
  let kind: String
  /// The template of the value.
  let value: String
  let contexts: [String]

  init(_ kind: String, _ value: String, contexts: [String] = SecretContexts.standalone) {
    self.kind = kind
    self.value = value
    self.contexts = contexts
  }
}

extension SecretFormat {
  static let all: [SecretFormat] = prefixed + named + structured

  /// Known by their own prefix, wherever they stand.
  static let prefixed: [SecretFormat] = [
    SecretFormat("aws-access-key-id", "AKIA~B16~"),
    SecretFormat("github-pat", "ghp_~x30~~c30~"),
    SecretFormat("github-oauth", "gho_~x30~~c30~"),
    SecretFormat("github-fine-grained-pat", "github_pat_11~A20~_~x59~"),
    SecretFormat("gitlab-pat", "glpat-~x20~"),
    SecretFormat("npm-token", "npm_~x30~~c30~"),
    SecretFormat("pypi-token", "pypi-AgEIcHlwaS5vcmc~u120~"),
    SecretFormat("slack-bot-token", "xoxb-~d12~-~d12~-~x24~"),
    SecretFormat("stripe-secret-key", "sk_live_~x24~"),
    SecretFormat("google-api-key", "AIzaSy~u33~"),
    SecretFormat("sendgrid-api-key", "SG.~u22~.~u43~"),
    SecretFormat("anthropic-api-key", "sk-ant-api03-~u93~AA"),
    SecretFormat("openai-api-key", "sk-proj-~u74~T3BlbkFJ~u74~"),
    SecretFormat("huggingface-token", "hf_~x34~"),
    SecretFormat("digitalocean-pat", "dop_v1_~h64~"),
    SecretFormat("databricks-token", "dapi~h32~"),
    SecretFormat("vault-token", "hvs.CAESI~u90~"),
    SecretFormat("jwt", "~jwt~"),
  ]

  /// Known by the name beside them.
  static let named: [SecretFormat] = [
    SecretFormat("aws-secret-access-key", "~b40~", contexts: SecretContexts.awsSecretKey),
    SecretFormat("password", "~x2~~p10~~x2~", contexts: SecretContexts.password),
    SecretFormat("api-key", "~x32~", contexts: SecretContexts.apiKey),
    SecretFormat("fernet-key", "~key32~", contexts: SecretContexts.fernetKey),
    SecretFormat("twilio-api-key", "SK~h32~", contexts: SecretContexts.twilio),
    SecretFormat("azure-storage-key", "~b86~==", contexts: SecretContexts.azureStorage),
    SecretFormat("bearer-token", "~u40~", contexts: SecretContexts.bearer),
    SecretFormat("basic-credentials", "~basic~", contexts: SecretContexts.basic),
  ]

  /// Known by the structure around them.
  static let structured: [SecretFormat] = [
    SecretFormat("uri-password", "~x18~", contexts: SecretContexts.databaseURI),
    SecretFormat("slack-webhook", "~x24~", contexts: SecretContexts.slackWebhook),
    SecretFormat("private-key", "~pem~", contexts: SecretContexts.privateKey),
    SecretFormat("private-key", "~pemesc~", contexts: SecretContexts.escapedPrivateKey),
  ]
}

/// Lines with a `~secret~` slot.
enum SecretContexts {
  static let standalone = [
    // bare
    "~ts~ ERROR ~service~ unexpected value ~secret~ in response of ~path~\n",
    "~syslog~ ~host~ ~service~[~d5~]: rejected credential ~secret~, see request ~uuid~\n",
    // quoted
    "~td~ DEBUG ~service~ loaded \"~secret~\" from the settings of ~user~\n",
    "[~isou~] {base.py:~d2~} INFO - extra: {'token': '~secret~', 'timeout': ~n2~}\n",
    // key=value
    "time=\"~iso~\" level=info component=~service~ token=~secret~ peer=~ip~\n",
    "+ export DEPLOY_TOKEN=~secret~\n",
    // JSON field
    #"{"ts":"~iso~","service":"~service~","auth_token":"~secret~","trace_id":"~h32~"}"# + "\n",
    #"{"level":"error","raw":"{\"api_token\":\"~secret~\",\"user\":\"~user~\"}"}"# + "\n",
    // URL query
    "~ip~ - - [~clf~] \"GET ~path~?access_token=~secret~&page=~n2~ HTTP/1.1\" ~status~ ~n5~\n",
    "~ts~ INFO fetching https://api.example.com~path~?~query~&key=~secret~\n",
    // header
    "~hms~ > Authorization: Bearer ~secret~\n",
    "~iso~ DEBUG request headers: X-Api-Key: ~secret~, Accept: */*\n",
    // coloured, as in the log of a build
    "\u{1B}[36m~hms~\u{1B}[0m using token \u{1B}[33m~secret~\u{1B}[0m for ~package~\n",
  ]

  static let awsSecretKey = [
    "aws_secret_access_key = ~secret~\n",
    "~iso~ + export AWS_SECRET_ACCESS_KEY=~secret~\n",
    #"{"ts":"~iso~","AccessKeyId":"none","SecretAccessKey":"~secret~","region":"~region~"}"# + "\n",
    "~ts~ DEBUG ~service~ env AWS_SECRET_ACCESS_KEY='~secret~' AWS_REGION=~region~\n",
  ]

  static let password = [
    "~ts~ INFO ~service~ connecting user=~user~ password=~secret~ host=~host~\n",
    "  password: \"~secret~\"\n",
    #"{"ts":"~iso~","msg":"login","user":"~user~","password":"~secret~"}"# + "\n",
    "+ mysqldump --user=~user~ --password=~secret~ --host=~host~ ~table~\n",
    "[~isou~] {base.py:~d2~} INFO - {'login': '~user~', 'password': '~secret~'}\n",
    "DB_PASSWORD=~secret~\n",
    "jdbc:sqlserver://~host~:1433;databaseName=~table~;user=~user~;password=~secret~;\n",
  ]

  static let apiKey = [
    "~td~ INFO ~service~ api_key=~secret~ plan=~field~\n",
    #"{"ts":"~iso~","service":"~service~","apiKey":"~secret~","status":~status~}"# + "\n",
    "~iso~ request headers: X-Api-Key: ~secret~, Accept: application/json\n",
    "~ip~ - - [~clf~] \"GET ~path~?api_key=~secret~&limit=~n2~ HTTP/1.1\" ~status~ ~n5~\n",
    "client_secret: '~secret~'\n",
  ]

  static let fernetKey = [
    "AIRFLOW__CORE__FERNET_KEY=~secret~\n",
    "fernet_key = ~secret~\n",
    #"{"ts":"~iso~","fernet_key":"~secret~"}"# + "\n",
  ]

  static let twilio = [
    "~ts~ INFO twilio client created with api key ~secret~\n",
    "TWILIO_API_KEY=~secret~\n",
    #"{"ts":"~iso~","twilio_api_key":"~secret~"}"# + "\n",
  ]

  static let azureStorage = [
    "DefaultEndpointsProtocol=https;AccountName=lake~d3~;AccountKey=~secret~;"
      + "EndpointSuffix=core.windows.net\n",
    #"{"ts":"~iso~","storage_account_key":"~secret~"}"# + "\n",
  ]

  static let bearer = [
    "~hms~ > Authorization: Bearer ~secret~\n",
    "~ts~ DEBUG http request headers={'Authorization': 'Bearer ~secret~', 'Accept': '*/*'}\n",
    "+ curl -sS -H \"Authorization: Bearer ~secret~\" https://api.example.com~path~\n",
    #"{"ts":"~iso~","headers":{"authorization":"Bearer ~secret~"},"host":"~host~"}"# + "\n",
  ]

  static let basic = [
    "~hms~ > Authorization: Basic ~secret~\n",
    #"{"ts":"~iso~","headers":{"authorization":"Basic ~secret~"},"path":"~path~"}"# + "\n",
    "+ curl -H 'Authorization: Basic ~secret~' https://api.example.com~path~\n",
  ]

  static let databaseURI = [
    "~ts~ INFO engine created: postgresql+psycopg2://~user~:~secret~@~host~.example.com:5432/~table~\n",
    "AIRFLOW_CONN_~A6~=mysql://~user~:~secret~@~ip~:3306/~table~?charset=utf8mb4\n",
    #"{"ts":"~iso~","broker_url":"amqp://~user~:~secret~@~host~:5672/~namespace~"}"# + "\n",
    "~td~ WARN cache redis://:~secret~@~host~:6379/~d1~ is slow: ~n4~ ms\n",
    "Cloning into '~service~' from https://~user~:~secret~@git.example.com/~namespace~/~service~.git\n",
    "connect 'mongodb+srv://~user~:~secret~@cluster~d1~.example.net/~table~'\n",
  ]

  static let slackWebhook = [
    "~ts~ INFO alert sent to https://hooks.slack.com/services/T~A9~/B~A10~/~secret~\n",
    #"{"ts":"~iso~","webhook":"https://hooks.slack.com/services/T~A9~/B~A10~/~secret~"}"# + "\n",
    "SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T~A9~/B~A10~/~secret~\n",
  ]

  static let privateKey = [
    "~ts~ DEBUG ~service~ writing key file:\n~secret~\n",
    "+ cat /etc/ssl/private/~service~.pem\n~secret~\n",
  ]

  static let escapedPrivateKey = [
    #"{"ts":"~iso~","type":"service_account","private_key":"~secret~\n"}"# + "\n",
    "[~isou~] {base.py:~d2~} INFO - extra={'private_key': '~secret~'}\n",
  ]
}
