/// The protocol in Python's own library, which starts in a tenth of numpy's time: `rule.py` beside it
/// defines a function, and calls `serve` with it.
enum BareClient {
  static let text = """
    import os, struct

    HEAD = struct.Struct("<4sIQd")

    def read(count):
        data = b""
        while len(data) < count:
            more = os.read(3, count - len(data))
            if not more: raise SystemExit
            data += more
        return data

    def send(kind, body=b"", size=None):
        data = HEAD.pack(b"OPT1", kind, len(body) if size is None else size, 0.0) + body
        while data: data = data[os.write(4, data):]

    def answer(theta):
        send(66, struct.pack("<I%dd" % len(theta), 0, *theta))

    def serve(step):
        while True:
            _, kind, size, lr = HEAD.unpack(read(HEAD.size))
            body = read(size)
            if kind == 1:
                (length,) = struct.unpack_from("<I", body)
                theta = struct.unpack("<%dd" % ((size - 4 - length) // 8), body[4 + length:])
                send(65, b'{"protocol": "1.1", "asks": false, "language": "bare"}')
            if kind == 2:
                g = struct.unpack("<%dd" % ((size - 8) // 8), body[8:])
                theta = step(theta, g, lr)
                answer(theta)

    """
}
