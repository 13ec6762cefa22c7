internal import FoundationEssentials
internal import OptimizerLab

/// What a reader of results must know about where they were made.
package struct Machine: Sendable {
  package static var processor: String {
    if let name = ProcessorName.own?.trimmed(), !name.isEmpty { return name }
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmed() }
      ?? "unknown"
  }

  package static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  package static var system: String {
    let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    let name = line?.dropFirst("PRETTY_NAME=".count).trimmed { $0 == "\"" }
    return name ?? ProcessInfo.processInfo.operatingSystemVersionString
  }

  /// The libraries of the matrix products, and what they use of the processor.
  package static var blas: String { MatrixLibraries.description }
}
