internal import OptimizerLab
package import SpecLanguage

/// Answers that were locked before a run, beside its spec: `lock.json`, of which a run says the hash.
package enum LockedAnswers {
  package static let fileName = "lock.json"
  /// What `manifest.json` calls the hash.
  package static let key = "locked_answers"

  /// SHA-256 of the canonical JSON, in hexadecimal digits.
  package static func hash(of node: JSONNode) -> String {
    SHA256.hex(of: Array(JSONText.canonical(node).utf8))
  }

  /// That of the file beside a spec; `nil` where there is none.
  package static func hash(in folder: String) -> String? {
    let path = folder.isEmpty ? fileName : "\(folder)/\(fileName)"
    guard let bytes = try? InputBytes.read(path, limit: 1 << 20),
      let node = try? JSONParser.parse(bytes), node["answers"] != nil, node["assignment"] != nil
    else { return nil }
    return hash(of: node)
  }
}
