/// Why a file is not JSON, and the byte at which that shows.
public struct JSONSyntaxError: Error, Equatable, Sendable {
  public var message: String
  public var offset: Int

  public init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}
