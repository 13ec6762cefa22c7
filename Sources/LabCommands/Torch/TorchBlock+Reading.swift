// How a script reads files; optlab's own readers are in `Data`.
extension TorchBlock {
  static let bytes = TorchBlock(
    marker: "read_bytes(",
    text: #"""
      def read_bytes(path):
          """What a file holds, gzip or not."""
          if not path.exists():
              path = path.with_name(path.name + ".gz")
          data = path.read_bytes()
          return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
      """#)

  static let images = TorchBlock(
    marker: "read_images(",
    text: #"""
      def read_images(path, count=None):
          """Images of an IDX file, scaled to [-1, 1] as torchvision's ToTensor and
          Normalize((0.5,), (0.5,)) do it."""
          data = read_bytes(path)
          _, images, rows, columns = struct.unpack(">4i", data[:16])
          pixels = torch.frombuffer(bytearray(data[16:]), dtype=torch.uint8)
          pixels = pixels.reshape(images, rows * columns)[:count]
          return (pixels / 255 - 0.5) / 0.5
      """#)

  static let weights = TorchBlock(
    marker: "read_weights(",
    text: #"""
      def read_weights(path):
          """The tensors of a safetensors file, as safetensors.torch.load_file reads them."""
          data = path.read_bytes()
          (length,) = struct.unpack("<Q", data[:8])
          header, data = json.loads(data[8 : 8 + length]), data[8 + length :]
          header.pop("__metadata__", None)
          dtypes = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64}
          weights = {}
          for name, tensor in header.items():
              start, end = tensor["data_offsets"]
              numbers = torch.frombuffer(bytearray(data[start:end]), dtype=dtypes[tensor["dtype"]])
              weights[name] = numbers.reshape(tensor["shape"])
          return weights
      """#)
}
