/// Groups of tools that an operator turns on together.
public enum Toolset: String, Sendable, Hashable, CaseIterable {
  /// Runs, task instances, logs, Dags and the platform's health.
  case core
  /// Source text of Dags.
  case source
  /// Assets and their events.
  case assets
  /// Values that tasks hand to each other. Off by default.
  case xcom
  /// Who did what. Off by default.
  case audit
  /// Names of variables and connections. Off by default.
  case admin

  /// Those that are on if nothing else is said: what every viewer of Airflow sees in its pages.
  public static let standard: Set<Toolset> = [.core, .source, .assets]
}
