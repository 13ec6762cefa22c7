internal import ExperimentRunner
internal import OptimizerLab

/// What an event says under a tag: TensorFlow's `Summary.Value`.
struct EventSummary {
  private(set) var message: ProtobufMessage

  private init(_ tag: String, _ fill: (inout ProtobufMessage) -> Void) {
    message = ProtobufMessage()
    message.add(1, text: tag)
    fill(&message)
  }

  static func scalar(_ tag: String, _ value: Double) -> EventSummary {
    EventSummary(tag) { $0.add(2, float: Float(value)) }
  }

  static func histogram(_ tag: String, _ histogram: Histogram) -> EventSummary {
    var proto = ProtobufMessage()
    proto.add(1, double: histogram.low)
    proto.add(2, double: histogram.high)
    proto.add(3, double: Double(histogram.count))
    proto.add(4, double: histogram.sum)
    proto.add(5, double: histogram.sumOfSquares)
    // Where all numbers are equal, one bin is all there is.
    let bins = histogram.low < histogram.high ? histogram.bins : [histogram.count]
    proto.add(
      6, doubles: bins.indices.map { bins.count == 1 ? histogram.high : histogram.edge($0 + 1) })
    proto.add(7, doubles: bins.map(Double.init))
    return EventSummary(tag) { $0.add(5, message: proto) }
  }

  static func image(_ tag: String, _ sampleGrid: SampleGrid) -> EventSummary {
    var proto = ProtobufMessage()
    proto.add(1, integer: sampleGrid.height)
    proto.add(2, integer: sampleGrid.width)
    proto.add(3, integer: 1)
    proto.add(
      4,
      bytes: GreyPNG.encode(
        width: sampleGrid.width, height: sampleGrid.height, pixels: sampleGrid.pixels))
    return EventSummary(tag) { $0.add(4, message: proto) }
  }

  /// What only a plugin reads.
  static func plugin(_ name: String, _ tag: String, _ content: ProtobufMessage) -> EventSummary {
    var data = ProtobufMessage()
    data.add(1, text: name)
    data.add(2, message: content)
    var metadata = ProtobufMessage()
    metadata.add(1, message: data)
    return EventSummary(tag) { $0.add(9, message: metadata) }
  }
}

extension RecordFile {
  /// The event that an event file begins with.
  mutating func appendVersion(wallTime: Double) {
    var event = ProtobufMessage()
    event.add(1, double: wallTime)
    event.add(3, text: "brain.Event:2")
    append(event.bytes)
  }

  /// An event with the values of one step.
  mutating func append(_ summaries: [EventSummary], step: Int, wallTime: Double) {
    guard !summaries.isEmpty else { return }
    var summary = ProtobufMessage()
    for value in summaries { summary.add(1, message: value.message) }
    var event = ProtobufMessage()
    event.add(1, double: wallTime)
    event.add(2, integer: step)
    event.add(5, message: summary)
    append(event.bytes)
  }
}
