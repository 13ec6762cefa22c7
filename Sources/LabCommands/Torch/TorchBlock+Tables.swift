// How a script reads tables, and divides and standardizes their rows; optlab's own way is `CSVLoading`.
extension TorchBlock {
  static let columns = TorchBlock(
    marker: "read_columns(",
    text: #"""
      def read_columns(path, features, target):
          """Columns of a CSV file with a header: the features, and the target."""
          text = io.StringIO(read_bytes(path).decode("utf-8-sig"), newline="")
          header, *rows = [[cell.strip() for cell in row] for row in csv.reader(text) if row]
          places = [header.index(name) for name in features]
          inputs = [[float(row[place]) for place in places] for row in rows]
          targets = [[float(row[header.index(target)])] for row in rows]
          return torch.tensor(inputs), torch.tensor(targets)
      """#)

  static let rows = TorchBlock(
    marker: "read_rows(",
    text: #"""
      def read_rows(path, separator, comment, quote):
          """The rows of a table, all cells as texts; blank rows are none."""
          lines = io.StringIO(read_bytes(path).decode("utf-8-sig"), newline="")
          if comment:
              lines = [line.split(comment)[0] for line in lines]
          if separator == " ":
              lines = [line.replace("\t", " ").strip() for line in lines]
          rows = csv.reader(
              lines,
              delimiter=separator,
              skipinitialspace=True,
              quotechar=quote or None,
              quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
          )
          rows = [[cell.strip() for cell in row] for row in rows]
          return [row for row in rows if row not in ([], [""])]
      """#)

  static let table = TorchBlock(
    marker: "read_table(",
    text: #"""
      def read_table(
          paths,
          features,
          targets,
          one_hot=(),
          classes=False,
          separator=",",
          decimal=".",
          header=True,
          comment=None,
          quote='"',
          missing=(),
      ):
          """Columns of tables that have the same: of the features, in which each text of one_hot
          has a column (a tuple) of its own, and of the targets; and how many rows the first
          table has. Rows in which one of them is missing are left out."""
          cells, counts = [], []
          for path in paths:
              rows = read_rows(path, separator, comment, quote)
              names = rows.pop(0) if header else []
              used = features + targets
              places = [c if isinstance(c, int) else names.index(c) for c in used]
              rows = [[row[place] for place in places] for row in rows]
              cells += [row for row in rows if not set(row) & set(missing)]
              counts.append(len(cells))

          def numbers(column):
              return [float(cell.replace(decimal, ".")) for cell in column]

          def places(column):  # in order: numbers by size, or texts
              try:
                  column = numbers(column)
              except ValueError:
                  pass
              order = {text: place for place, text in enumerate(sorted(set(column)))}
              return [order[text] for text in column], len(order)

          columns, x = list(zip(*cells)), []
          for name, column in zip(features, columns):
              if name in one_hot:
                  own, count = places(column)
                  x += [tuple(float(place == k) for place in own) for k in range(count)]
              else:
                  x.append(numbers(column))
          y = columns[len(features) :]
          y = [places(y[0])[0]] if classes else [numbers(column) for column in y]
          return x, y, counts[0]
      """#)

  static let standardize = TorchBlock(
    marker: "standardize(",
    text: #"""
      def standardize(column, rows):
          """A column less its mean and divided by its deviation over those rows."""
          known = [column[row] for row in rows]
          mean = math.fsum(known) / len(known)
          squares = [(value - mean) * (value - mean) for value in known]
          deviation = math.sqrt(math.fsum(squares) / len(known))
          return [(value - mean) / deviation for value in column]
      """#)

  static let splitRows = TorchBlock(
    marker: "split_rows(",
    text: #"""
      def split_rows(count, share, seed):
          """The rows to learn from, and those that are only measured."""
          held_out = math.ceil(share * count)
          g = torch.Generator().manual_seed(seed)
          parts = random_split(range(count), [count - held_out, held_out], generator=g)
          return [list(part.indices) for part in parts]
      """#)

  static let mixPoints = TorchBlock(
    marker: "mix_points(",
    text: #"""
      def mix_points(points, classes, noise, g):
          """Points in a random order, with noise on both coordinates; and their classes."""
          order = torch.randperm(len(points), generator=g)
          x = torch.tensor(points)[order]
          x = x + torch.randn(len(points), 2, generator=g) * noise
          return x, torch.tensor(classes)[order]
      """#)

  static let labelTable = TorchBlock(
    marker: "read_label_table(",
    text: #"""
      def read_label_table(path, count=None):
          """Labels of QMNIST: of eight numbers a picture, the first."""
          data = read_bytes(path)
          _, rows, columns = struct.unpack(">3i", data[:12])
          numbers = struct.unpack(f">{rows * columns}i", data[12:])
          return torch.tensor(numbers).reshape(rows, columns)[:count, 0]
      """#)
}
