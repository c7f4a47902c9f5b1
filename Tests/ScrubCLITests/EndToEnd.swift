import Testing

/// Runs of the built program. One at a time: they measure memory and send signals.
@Suite(.serialized) struct EndToEnd {}
