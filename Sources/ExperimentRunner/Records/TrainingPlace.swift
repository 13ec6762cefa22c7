internal import Glibc
internal import OptimizerLab

/// On what a trial was trained: what the last bits of its numbers depend on, by which program, and where.
package struct TrainingPlace: Sendable, Hashable {
  package var processor: String
  /// Those of the matrix products and of C, and what they use of the processor.
  package var libraries: String
  /// The program's version and commit.
  package var program: String
  package var host: String

  package init(processor: String, libraries: String, program: String, host: String) {
    self.processor = processor
    self.libraries = libraries
    self.program = program
    self.host = host
  }

  /// This process's.
  package static var own: TrainingPlace {
    TrainingPlace(
      processor: ownProcessor,
      libraries: SameBits.hasBegun ? sameBits : "\(Machine.blas), \(cLibrary)",
      program: "optlab \(Version.number) (\(Version.commit))", host: WriterTag.host)
  }

  private static let ownProcessor = Machine.processor

  /// Whatever libraries there are, nothing of a number depends on them.
  private static let sameBits = "the same bits everywhere"

  /// What decides the last bits: the host's name and the program's commit do not.
  package struct Arithmetic: Sendable, Hashable {
    package var processor: String
    package var libraries: String
  }

  package var arithmetic: Arithmetic {
    Arithmetic(processor: libraries == Self.sameBits ? "any" : processor, libraries: libraries)
  }

  /// `Xeon with libxsmm 1.17 (avx512), glibc 2.36 (host node3)`.
  package var words: String { "\(processor) with \(libraries) (host \(host))" }

  /// `glibc 2.36`; its functions have other last bits where it is told to use less of the processor.
  private static var cLibrary: String {
    var name = [CChar](repeating: 0, count: 64)
    // unsafe: the array is ours, and its size is told.
    let length = unsafe confstr(Int32(_CS_GNU_LIBC_VERSION), &name, name.count)
    let version =
      length > 0
      ? String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      : "C library unknown"
    // unsafe: the text is copied at once.
    guard let tunables = unsafe getenv("GLIBC_TUNABLES").map({ unsafe String(cString: $0) }) else {
      return version
    }
    return "\(version) (\(tunables))"
  }
}

extension TrainingPlace {
  /// The names of the texts in a file's metadata, and the texts.
  fileprivate static let keys = ["processor", "libraries", "program", "host"]
  fileprivate var texts: [String] { [processor, libraries, program, host] }
}

extension SafetensorsFile {
  /// Writes down where a trial was trained: of each place a line in four texts.
  mutating func add(places: [TrainingPlace]) {
    guard !places.isEmpty else { return }
    for (place, name) in TrainingPlace.keys.enumerated() {
      metadata.append((name, places.map { $0.texts[place] }.joined(separator: "\n")))
    }
  }

  /// What `add(places:)` wrote; none of a file of a version that did not know of it.
  var places: [TrainingPlace] {
    let lines = TrainingPlace.keys.compactMap { name in
      text(name).map {
        $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      }
    }
    guard lines.count == TrainingPlace.keys.count, Set(lines.map(\.count)).count == 1 else {
      return []
    }
    return lines[0].indices.map { place in
      TrainingPlace(
        processor: lines[0][place], libraries: lines[1][place], program: lines[2][place],
        host: lines[3][place])
    }
  }
}
