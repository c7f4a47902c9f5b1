/// Every line is full of the words that scanners look for.
enum DenseTemplates {
  /// The words, and never a value: nothing here may be masked.
  static let keywords: [TemplateSource] = [
    "the token, the password and the secret of api_key auth are documented under credentials ~n3~",
    "password policy: passwords need a secret phrase; api_key and access_token pages follow ~hms~",
    "secret store lists api keys, tokens, client_secret names, private_key names, pwd hints ~n2~",
    "auth login token refresh: no password, no passwd, no api-key, no bearer, no secret key ~n4~",
    "api_key token secret password passwd pwd auth bearer credential private access key ~n2~",
    "rotate the aws secret, the github token, the slack token, the stripe key, the npm auth ~n2~",
    "see password-reset, token-bucket, secret-santa, api_key-docs, auth-flow, key-value store ~n3~",
  ].map { TemplateSource(1, $0 + "\n") }

  /// Six real secrets with their names on each line.
  static let keyValues: [TemplateSource] = [
    "password=~[password~~x2~~p10~~x2~~]~ api_key=~[api-key~~x32~~]~ secret=~[secret~~x24~~]~"
      + " token=~[token~~x40~~]~ client_secret=~[client-secret~~x28~~]~ auth_token=~[token~~h40~~]~",
    #"{"password":"~[password~~x2~~p8~~x2~~]~","apiKey":"~[api-key~~x32~~]~","token":"~[token~~u36~~]~","#
      + #""secret":"~[secret~~x20~~]~","db_password":"~[password~~x2~~p12~~x2~~]~","#
      + #""access_key":"~[api-key~~b40~~]~"}"#,
    "DB_PASSWORD=~[password~~x2~~p12~~x2~~]~;API_KEY='~[api-key~~x24~~]~';SECRET_KEY=\"~[secret~~h64~~]~\";"
      + "TOKEN=~[token~~x22~~]~;passwd=~[password~~x2~~p6~~x2~~]~;ACCESS_TOKEN=~[token~~u43~~]~",
    "password: ~[password~~x2~~p14~~x2~~]~, secret_key: ~[secret~~x32~~]~, api-token: ~[token~~h32~~]~, "
      + "client_secret: ~[client-secret~~u34~~]~, auth_key: ~[api-key~~x20~~]~, "
      + "encryption_key: ~[secret~~b43~~]~=",
  ].map { TemplateSource(1, $0 + "\n") }
}
