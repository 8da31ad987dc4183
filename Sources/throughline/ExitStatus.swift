import ArgumentParser

/// Exit statuses, after sysexits: the numbers that systemd, cron wrappers and `flock -E` know.
enum ExitStatus {
  /// The data cannot be used: verdict *refuse*, or *caveat* under `--strict`.
  static let data = ExitCode(65)
  /// The folder or its exports are not there.
  static let noInput = ExitCode(66)
  /// Our own bug.
  static let software = ExitCode(70)
  /// The report cannot be written.
  static let cannotCreate = ExitCode(73)
  /// Another run holds the store.
  static let tryAgain = ExitCode(75)
  /// The configuration is wrong.
  static let configuration = ExitCode(78)
}
