/// Values that stand in ordinary text so often that masking them everywhere would destroy it.
package enum CommonWords {
  /// Whether the bytes, without regard to ASCII case, are on the list or one byte repeated up to 64 times.
  package static func contains(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    if bytes.count <= 64, bytes.allSatisfy({ $0 == first }) { return true }
    guard bytes.count <= longest else { return false }
    return words.contains(bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
  }

  private static let words = Set(list.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) })
  private static let longest = words.lazy.map(\.count).max() ?? 0

  // Part of the definition: docs/VARIANTS.md refers to this list.
  private static let list = """
    true false null none void undefined default empty unknown enabled disabled active inactive
    yes no on off ok
    admin administrator root user username guest test tester testing demo example sample dummy
    owner master superuser sysadmin operator service system nobody anonymous public private
    password passwd passphrase secret secrets token login changeme change_me changeit letmein
    welcome qwerty asdf secret123 password123 passw0rd p@ssw0rd admin123 test123
    postgres postgresql mysql mariadb redis mongo mongodb oracle sqlite mssql kafka rabbitmq
    elastic elasticsearch kibana grafana prometheus minio vault consul nginx apache tomcat
    airflow celery flower spark hadoop hive presto trino jenkins docker kubernetes kube-system
    localhost 127.0.0.1 0.0.0.0 local localdomain host hostname server client worker
    database schema table main prod production staging stage development develop
    info debug warn warning error fatal trace critical notice success failed failure
    http https ssh ftp smtp file json yaml text utf-8 utf8 ascii
    string number integer boolean object array value values name data date time
    linux windows ubuntu debian alpine python java node bash
    foobar hello world helloworld home temp index
    1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 123123 abc123 abcd
    abcdef abcd1234 1000 1024 2048 4096 8192 10000 65535 65536
    3000 3306 5000 5432 6379 8000 8080 8443 8888 9000 9092 9200 27017
    2020 2021 2022 2023 2024 2025 2026 2027 2028 2029 2030
    """
}
