/// The vocabulary of the generated logs: a slot such as `~service~` draws from the list of its name.
enum Words {
  static let dictionaries: [(name: String, words: [String])] = [
    ("service", services), ("host", hosts), ("user", users), ("dag", dags), ("task", tasks),
    ("namespace", namespaces), ("level", levels), ("verb", verbs), ("status", statuses),
    ("path", paths), ("agent", agents), ("package", packages), ("class", classes),
    ("method", methods), ("javapackage", javaPackages), ("module", modules), ("table", tables),
    ("error", errors), ("event", events), ("query", queries), ("field", fields),
    ("region", regions), ("branch", branches),
  ]

  static let services = [
    "checkout", "inventory", "payments", "catalog", "search-indexer", "mail-relay", "billing",
    "ledger", "profile", "recommender", "gateway", "shipment-tracker", "price-feed", "audit",
    "media-resizer", "notification-hub", "session-store", "fraud-check", "report-builder",
  ]

  static let hosts = [
    "web-01", "web-02", "db-primary", "db-replica-3", "worker-17", "edge-fra-2", "cache-5",
    "build-agent-9", "ip-10-2-33-7", "node-a4", "bastion", "mx1", "kafka-2", "airflow-worker-0",
    "gke-main-pool-1",
  ]

  static let users = [
    "alice", "bjorn", "carmen", "deploy", "etl", "farida", "gunther", "hanna", "ivan", "jenkins",
    "nobody", "www-data", "postgres", "ubuntu", "svc_reports", "root", "oyelaran", "qa-bot",
  ]

  static let dags = [
    "daily_sales_rollup", "customer_churn_scores", "s3_to_lake", "refresh_dim_tables",
    "hourly_clickstream", "invoice_export", "ml_feature_build", "gdpr_erasure", "fx_rates_import",
    "warehouse_vacuum", "partner_sftp_pull", "dbt_nightly",
  ]

  static let tasks = [
    "extract", "load_orders", "wait_for_file", "transform_events", "check_row_counts",
    "send_report", "stage_to_bucket", "merge_partitions", "drop_temp_tables", "train_model",
    "publish_metrics", "sensor.wait_upstream",
  ]

  static let namespaces = [
    "default", "kube-system", "prod", "staging", "data-platform", "ingress", "monitoring",
    "airflow", "cert-manager", "payments-eu",
  ]

  static let levels = ["INFO", "INFO", "INFO", "INFO", "DEBUG", "DEBUG", "WARN", "ERROR"]

  static let verbs = ["GET", "GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH"]

  static let statuses = [
    "200", "200", "200", "200", "200", "201", "204", "301", "302", "304", "400", "401", "403",
    "404", "404", "429", "499", "500", "502", "503",
  ]

  static let paths = [
    "/", "/index.html", "/api/v1/orders", "/api/v1/orders/items", "/api/v2/customers/search",
    "/healthz", "/metrics", "/static/js/app.bundle.js", "/static/css/main.css", "/favicon.ico",
    "/login", "/oauth/token", "/img/products/large", "/wp-login.php", "/api/v1/session/refresh",
    "/graphql", "/docs/en/getting-started", "/api/v3/reports/monthly/download",
  ]

  static let agents = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "curl/8.7.1", "kube-probe/1.30", "python-requests/2.32.3", "Go-http-client/2.0",
    "Prometheus/2.53.0", "okhttp/4.12.0", "ExampleBot/2.1 (+https://bot.example.org/about)",
  ]

  static let packages = [
    "left-trim", "requests", "numpy", "lodash", "react-dom", "jackson-databind", "libssl3",
    "typescript", "boto3", "sqlalchemy", "commons-io", "webpack", "pyyaml", "openssh-client",
    "ca-certificates", "eslint-plugin-import", "apache-airflow-providers-http", "pandas",
  ]

  static let classes = [
    "OrderService", "ConnectionPool", "JobRunner", "HttpHandler", "SessionManager",
    "RetryTemplate", "CacheLoader", "MessageListener", "TokenBucketLimiter", "SecretRotationJob",
    "PasswordPolicyValidator", "BatchWriter", "RequestFilter", "SchemaRegistryClient",
  ]

  static let methods = [
    "run", "invoke", "handleRequest", "processBatch", "doFilter", "execute", "getConnection",
    "readValue", "lambda$submit$0", "commit", "onMessage", "refreshToken", "loadSecretNames",
    "call", "awaitDone", "validate",
  ]

  static let javaPackages = [
    "com.example.shop.orders", "org.acme.platform.http", "io.sample.stream.kafka",
    "com.example.auth", "java.util.concurrent", "org.acme.persistence.jdbc", "net.demo.scheduler",
    "java.base/java.lang.reflect", "com.example.shop.inventory.internal",
  ]

  static let modules = [
    "app/main", "app/db/session", "app/api/orders", "etl/jobs/loader", "etl/io/bucket",
    "worker/tasks", "core/retry", "site-packages/requests/adapters", "site-packages/urllib3/util",
    "site-packages/sqlalchemy/engine/base", "models/features", "lib/python3.12/asyncio/runners",
  ]

  static let tables = [
    "orders", "customers", "line_items", "events_raw", "sessions", "invoices", "dim_product",
    "fact_sales", "user_tokens", "audit_log", "stock_levels", "api_keys_usage",
  ]

  static let errors = [
    "connection reset by peer", "context deadline exceeded", "no such file or directory",
    "permission denied", "broken pipe", "upstream prematurely closed connection",
    "i/o timeout", "duplicate key value violates unique constraint", "too many open files",
    "invalid token in stream", "certificate has expired", "deadlock detected",
  ]

  static let events = [
    "request completed", "cache miss", "order placed", "retrying after backoff",
    "connection established", "message acknowledged", "config reloaded", "leader elected",
    "user session started", "password reset requested", "token refreshed", "batch flushed",
    "secret rotation scheduled", "health check passed", "queue depth above threshold",
    "api key usage report written", "snapshot stored", "feature flag evaluated",
  ]

  static let queries = [
    "page=2&limit=50", "q=winter%20boots&sort=price", "utm_source=mail&utm_medium=cpc",
    "from=2026-01-01&to=2026-03-31", "redirect=%2Faccount%2Forders%3Fpage%3D3",
    "filter=%7B%22status%22%3A%22open%22%7D", "lang=de-DE", "fields=id,name,stock&expand=items",
    "name=J%C3%BCrgen+M%C3%BCller", "callback=https%3A%2F%2Fshop.example.com%2Fdone",
  ]

  static let fields = [
    "status", "region", "tenant", "source", "component", "shard", "partition", "queue", "stage",
    "cluster", "attempt_type", "channel", "locale", "plan",
  ]

  static let regions = [
    "eu-central-1", "us-east-1", "us-west-2", "ap-southeast-2", "europe-west4", "northeurope",
  ]

  static let branches = [
    "main", "release/2.14", "feature/faster-search", "fix/null-invoice", "dependabot/npm/lodash",
    "chore/update-actions",
  ]
}
