internal import FoundationEssentials
internal import Glibc

/// Names a process among those of all machines that write into one folder:
/// `4711@node3-4026531836+9f3c21ab`.
///
/// The number after the host is that of its process namespace: containers count their processes each
/// for themselves, and may share a host's name. What is after the plus is drawn at random: machines that
/// were copied from one image may share all of it, and no two processes may write one file.
package enum WriterTag {
  package static let own = "\(getpid())\(atHere)+\(random)"

  private static let random = {
    let digits = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }()

  private static let atHere = "@\(host)-\(namespace)"

  /// The host's name, of letters, digits and dashes.
  package static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    // The array is ours, and its size is told.
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "unknown" }
    let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let plain = text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return plain.isEmpty ? "unknown" : String(plain)
  }()

  private static let namespace: String = {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
    return (link ?? "").filter(\.isNumber)
  }()

  /// Whether a name that ends with a tag was left by a process of this machine that is no more.
  ///
  /// What a process elsewhere has left cannot be told from what it is writing.
  static func isLeftByDeadProcess(_ name: Substring) -> Bool {
    let tag = (name.split(separator: ".").last ?? "").split(separator: "+").first ?? ""
    let number = tag.hasSuffix(atHere) ? tag.dropLast(atHere.count) : tag
    // Versions before this one wrote no random part, and the first of them the process alone.
    guard let process = Int32(number), process > 0 else { return false }
    return process != getpid() && isGone(process)
  }

  /// Whether a process is no more, be it that nobody has asked yet how it ended.
  private static func isGone(_ process: Int32) -> Bool {
    if kill(process, 0) != 0, errno == ESRCH { return true }
    // One that has ended, or is about to, has no program any more.
    var place = [CChar](repeating: 0, count: 1)
    return unsafe readlink("/proc/\(process)/exe", &place, 1) < 0 && errno == ENOENT
  }
}
