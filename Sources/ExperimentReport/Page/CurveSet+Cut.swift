internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Bands that leave the frame. gnuplot moves the corners of an area that lie beyond it along their
/// verticals, which bends the edges within, and of far corners makes areas that are not there; so a
/// band is cut at the frame by the script, with the points at which its edges cross it.
extension CurveSet {
  /// The block of a cut band: optimizer, place on the axis in its unit, low, high.
  func bandBlock(_ place: Int) -> String { "\(block)_band\(place == 0 ? "" : "_\(place + 1)")" }

  /// The same curves in a panel with that vertical axis.
  func cut(at y: Axis, in context: RunOverview) -> CurveSet {
    var curves = self
    let isOut =
      !bands.isEmpty
      && ends(in: context).contains {
        $0.low < y.range.lowerBound || $0.high > y.range.upperBound
      }
    curves.frame = isOut ? y : nil
    return curves
  }

  /// Both ends of every band, or of the wider of two.
  private func ends(in context: RunOverview) -> [(low: Double, high: Double)] {
    func end(_ spread: Spread?, _ optimizer: Int, units: Int) -> (low: Double, high: Double)? {
      guard let spread, self.optimizer ?? optimizer == optimizer,
        context.isProminent(optimizer)
      else { return nil }
      return (
        transform.value(spread.low, units: units), transform.value(spread.high, units: units)
      )
    }
    func outer(_ quantiles: Quantiles?) -> Spread? {
      quantiles.map { Spread(median: .nan, low: $0.low, high: $0.high) }
    }
    switch file {
    case .summary:
      guard let quantity = Quantity(rawValue: quantity) else { return [] }
      return context.summary.filter(rows.holds).compactMap {
        end(outer($0.quantiles[quantity]), $0.optimizer, units: 1)
      }
    case .layers:
      guard let quantity = Quantity(rawValue: quantity) else { return [] }
      return context.layerSummary.filter(rows.holds).compactMap {
        end(outer($0.quantiles[quantity]), $0.optimizer, units: $0.units)
      }
    case .rates:
      return context.rateRows.filter(rows.holds).compactMap {
        end(
          seeds == .outer
            ? outer($0.finalQuantiles) : quantity == "final_loss" ? $0.finalLoss : $0.bestLoss,
          $0.optimizer, units: 1)
      }
    case .lines:
      return context.lineRows.filter(rows.holds).compactMap {
        end(seeds == .outer ? outer($0.quantiles) : $0.loss, $0.optimizer, units: 1)
      }
    case .paths, .units, .histograms, .times, .tuning, .profile, .scores, .budgets, .improvement,
      .problems, .divergence, .confusion, .boundaryPoints, .seeds, .layerSeeds, .theory,
      .theoryRates, .matrix, .agreement:
      return []
    }
  }

  /// Commands that fill the blocks of the bands; see `cutting`.
  var cutCommands: [String] {
    guard let frame else { return [] }
    return bands.indices.map { place in
      let columns = [
        ("i", "$1"), ("x", value), ("low", "$\(4 + 2 * place)"), ("high", "$\(5 + 2 * place)"),
      ]
      return """
        \(bandBlock(place)) << end
        0 NaN NaN NaN
        end
        \(columns.map { "array cut_\($0.0)[|\(block)|]" }.joined(separator: "\n"))
        cut_rows = 0
        stats [*:*] [*:*] \(block) using (cut_rows = cut_rows + 1, \\
          \(columns.map { "cut_\($0.0)[cut_rows] = \($0.1)" }.joined(separator: ", ")), 1) nooutput
        cut_of_powers = \(frame.isLogarithmic ? 1 : 0)
        cut_x_of_powers = \(isSwitched ? "x_floor == 0" : x.axis.isLogarithmic ? "1" : "0")
        cut_bottom = cut_up(\(FigureNumber.bound(frame.range.lowerBound)))
        cut_top = cut_up(\(FigureNumber.bound(frame.range.upperBound)))
        set print \(bandBlock(place)) append
        eval cut_band
        unset print
        """
    }
  }

  /// What a script has at its head whose panels cut bands. Between two rows a band's edges are straight
  /// on the page, which is where they cross the frame: on an axis of equal factors in the logarithm.
  static let cutting = """
    # A band that leaves the frame is cut there: gnuplot would bend it. Heights and places as they are
    # on the page, and back; a value without a logarithm is far below, and a million heights away is as
    # good as any further.
    cut_up(y) = !cut_of_powers ? y : y > 0 ? log10(y) : -400
    cut_far(u, room) = u < cut_bottom - room ? cut_bottom - room : u > cut_top + room ? cut_top + room : u
    cut_near(y) = cut_far(cut_up(y), 1e6 * (cut_top - cut_bottom))
    cut_down(u) = cut_of_powers ? 10**u : u
    cut_right(x) = cut_x_of_powers ? log10(x) : x
    cut_left(u) = cut_x_of_powers ? 10**u : u
    cut_within(u) = u < cut_bottom ? cut_bottom : u > cut_top ? cut_top : u
    # Which part of the way from a to b lies before e; 2 where e is not between them.
    cut_part(a, b, e) = (a < e) != (b < e) ? (e - a) / (b - a) : 2
    cut_next(part, next, other) = other > part && other < next ? other : next
    cut_line(i, x, low, high) = sprintf('%d %.10g %.10g %.10g', i, cut_left(x), \\
      cut_down(cut_within(low)), cut_down(cut_within(high)))
    cut_band = ' \\
      last = 0; \\
      do for [n = 1:cut_rows] { \\
        if (cut_x[n] > 0 || !cut_x_of_powers) { \\
          x1 = cut_right(cut_x[n]); low1 = cut_near(cut_low[n]); high1 = cut_near(cut_high[n]); \\
          if (last > 0 && cut_i[last == 0 ? 1 : last] == cut_i[n]) { \\
            part = 0; \\
            do for [crossing = 1:4] { \\
              next = 2; \\
              next = cut_next(part, next, cut_part(low0, low1, cut_bottom)); \\
              next = cut_next(part, next, cut_part(low0, low1, cut_top)); \\
              next = cut_next(part, next, cut_part(high0, high1, cut_bottom)); \\
              next = cut_next(part, next, cut_part(high0, high1, cut_top)); \\
              if (next < 1) { \\
                part = next; \\
                print cut_line(cut_i[n], x0 + part * (x1 - x0), low0 + part * (low1 - low0), \\
                  high0 + part * (high1 - high0)) \\
              } \\
            } \\
          }; \\
          print cut_line(cut_i[n], x1, low1, high1); \\
          last = n; x0 = x1; low0 = low1; high0 = high1 \\
        } \\
      }'
    """
}
