extension String {
  /// A name of the spec as words: `leaky_relu` is leaky relu.
  var words: String { replacing("_", with: " ") }
}
