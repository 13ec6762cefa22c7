internal import SpecLanguage

/// The fields of an object in a result's file. What is missing or of another kind is told with its place:
/// people give points in these files.
struct ResultFields {
  private let node: JSONNode
  private let place: String

  init(_ node: JSONNode, at place: String) throws(ResultReadingError) {
    guard case .object = node.value else {
      throw ResultReadingError(place: place, problem: "this should be an object")
    }
    self.node = node
    self.place = place
  }

  func wrong(_ key: String, _ problem: String) -> ResultReadingError {
    ResultReadingError(place: place.isEmpty ? key : "\(place).\(key)", problem: problem)
  }

  private func value<Value>(
    _ key: String, _ kind: String, _ read: (JSONNode) -> Value?
  ) throws(ResultReadingError) -> Value {
    guard let own = node[key] else { throw wrong(key, "this field is missing") }
    guard let value = read(own) else { throw wrong(key, "this should be \(kind)") }
    return value
  }

  func text(_ key: String) throws(ResultReadingError) -> String {
    try value(key, "a text", \.text)
  }

  func optionalText(_ key: String) throws(ResultReadingError) -> String? {
    node[key] == nil ? nil : try text(key)
  }

  func whole(_ key: String) throws(ResultReadingError) -> Int {
    try value(key, "a whole number", \.integer)
  }

  func variant(_ key: String) throws(ResultReadingError) -> UInt64 {
    try value(key, "a whole number below 2^64") { node in
      if case .number(let text) = node.value { UInt64(text) } else { nil }
    }
  }

  func number(_ key: String) throws(ResultReadingError) -> Double {
    try value(key, "a number") { node in
      switch node.value {
      case .number(let text): Double(text)
      // As written where JSON has no such number.
      case .string("inf"): .infinity
      case .string("-inf"): -.infinity
      case .string("nan"): .nan
      default: nil
      }
    }
  }

  func optionalNumber(_ key: String) throws(ResultReadingError) -> Double? {
    node[key] == nil ? nil : try number(key)
  }

  func flag(_ key: String) throws(ResultReadingError) -> Bool {
    try value(key, "true or false") { node in
      if case .bool(let flag) = node.value { flag } else { nil }
    }
  }

  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(ResultReadingError) -> Choice where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(key, "one of \(names)") { $0.text.flatMap(Choice.init(rawValue:)) }
  }

  func texts(_ key: String) throws(ResultReadingError) -> [String] {
    try value(key, "a list of texts") { node in
      guard let elements = node.elements else { return nil }
      let texts = elements.compactMap(\.text)
      return texts.count == elements.count ? texts : nil
    }
  }

  func objects(_ key: String) throws(ResultReadingError) -> [ResultFields] {
    let elements = try value(key, "a list of objects", \.elements)
    var objects: [ResultFields] = []
    for (index, element) in elements.enumerated() {
      objects.append(
        try ResultFields(element, at: (place.isEmpty ? "" : place + ".") + "\(key)[\(index)]"))
    }
    return objects
  }
}
