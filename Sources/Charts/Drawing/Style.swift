/// The roles a mark can have; the raw value is its class in the SVG.
enum Style: String, CaseIterable, Sendable {
  case background = "c-bg"
  case text = "c-t"
  case strong = "c-b"
  case muted = "c-m"
  case label1 = "c-t1"
  case label2 = "c-t2"
  case grid = "c-g"
  case axis = "c-a"
  /// A limit or target.
  case rule = "c-r"
  case event = "c-e"
  case leader = "c-l"
  /// The report's month behind longer series.
  case month = "c-mo"
  case line1 = "c-l1"
  case line2 = "c-l2"
  case open1 = "c-o1"
  case open2 = "c-o2"
  case total = "c-to"
  case dot = "c-d0"
  case dot1 = "c-d1"
  case dot2 = "c-d2"
  /// A point that is not final, or rests on few.
  case hollow1 = "c-h1"
  case hollow2 = "c-h2"
  case fill1 = "c-f1"
  case fill2 = "c-f2"
  case fill3 = "c-f3"
  case fill4 = "c-f4"
  case neutral1 = "c-n1"
  case neutral2 = "c-n2"
  case heat0 = "c-q0"
  case heat1 = "c-q1"
  case heat2 = "c-q2"
  case heat3 = "c-q3"
  case heat4 = "c-q4"
  case heat5 = "c-q5"
  case noData = "c-nd"
  case noCalls = "c-nc"
  /// The sum of what stands around it.
  case net = "c-ne"
  /// Around the number of an event.
  case ring = "c-ri"
  case spark = "c-sp"
  case limits = "c-li"

  /// Its declarations, colours resolved by `color`.
  func declarations(_ color: (Palette.Role) -> String) -> String {
    switch self {
    case .background: "fill:\(color(.background))"
    case .text: "fill:\(color(.text))"
    case .strong: "fill:\(color(.text));font-weight:600"
    case .muted: "fill:\(color(.muted))"
    case .label1: "fill:\(color(.series1));font-weight:600"
    case .label2: "fill:\(color(.series2Text));font-weight:600"
    case .grid: Style.stroke(color(.grid), 1)
    case .axis: Style.stroke(color(.muted), 1)
    case .rule: Style.stroke(color(.muted), 1, dash: "2 3")
    case .event: Style.stroke(color(.series4), 1, dash: "4 3")
    case .leader: Style.stroke(color(.muted), 0.75)
    case .month: "fill:\(color(.month))"
    case .line1: Style.stroke(color(.series1), 2)
    case .line2: Style.stroke(color(.series2), 2, dash: "6 3")
    case .open1: Style.stroke(color(.series1), 2, dash: "1.5 4")
    case .open2: Style.stroke(color(.series2), 2, dash: "1.5 4")
    case .total: Style.stroke(color(.text), 1.5)
    case .dot: "fill:\(color(.muted))"
    case .dot1: "fill:\(color(.series1))"
    case .dot2: "fill:\(color(.series2))"
    case .hollow1: "fill:\(color(.background));stroke:\(color(.series1));stroke-width:1.5"
    case .hollow2: "fill:\(color(.background));stroke:\(color(.series2));stroke-width:1.5"
    case .fill1: "fill:\(color(.series1))"
    case .fill2: "fill:\(color(.series2))"
    case .fill3: "fill:\(color(.series3))"
    case .fill4: "fill:\(color(.series4))"
    case .neutral1: "fill:\(color(.neutral1))"
    case .neutral2: "fill:\(color(.neutral2))"
    case .heat0: "fill:\(color(.heat0))"
    case .heat1: "fill:\(color(.heat1))"
    case .heat2: "fill:\(color(.heat2))"
    case .heat3: "fill:\(color(.heat3))"
    case .heat4: "fill:\(color(.heat4))"
    case .heat5: "fill:\(color(.heat5))"
    case .noData: "fill:none;stroke:\(color(.grid));stroke-width:1;stroke-dasharray:2 2"
    case .noCalls: Style.stroke(color(.grid), 1)
    case .net: "fill:\(color(.text));stroke:\(color(.background));stroke-width:1.5"
    case .ring: "fill:\(color(.background));stroke:\(color(.series4));stroke-width:1.25"
    case .spark: Style.stroke(color(.muted), 1.5)
    case .limits: "fill:\(color(.month))"
    }
  }

  private static func stroke(_ color: String, _ width: Double, dash: String? = nil) -> String {
    "fill:none;stroke:\(color);stroke-width:\(SVG.number(width));stroke-linejoin:round"
      + (dash.map { ";stroke-dasharray:\($0)" } ?? "")
  }
}

/// The colours, light and dark.
///
/// The four series keep their distance under protanopia, deuteranopia and tritanopia (searched by program, Machado
/// 2009) and stand at 3:1 or more against their background; texts at 4.5:1 or more.
enum Palette {
  enum Role: String, CaseIterable {
    case background = "bg"
    case text, muted, grid, month
    case series1 = "s1"
    case series2 = "s2"
    case series2Text = "s2t"
    case series3 = "s3"
    case series4 = "s4"
    case neutral1 = "n1"
    case neutral2 = "n2"
    case heat0 = "q0"
    case heat1 = "q1"
    case heat2 = "q2"
    case heat3 = "q3"
    case heat4 = "q4"
    case heat5 = "q5"
  }

  static func light(_ role: Role) -> String {
    switch role {
    case .background: "#ffffff"
    case .text: "#1a1a1a"
    case .muted: "#595959"
    case .grid: "#d9d9d9"
    case .month: "#eef1f4"
    case .series1: "#0072b2"
    case .series2: "#dd7744"
    case .series2Text: "#a84a18"
    case .series3: "#332277"
    case .series4: "#991100"
    case .neutral1: "#b9c2cb"
    case .neutral2: "#d3d9df"
    case .heat0: "#f2efea"
    case .heat1: "#fbdcb8"
    case .heat2: "#fbb877"
    case .heat3: "#f08a3c"
    case .heat4: "#cf5410"
    case .heat5: "#832a05"
    }
  }

  static func dark(_ role: Role) -> String {
    switch role {
    case .background: "#121212"
    case .text: "#e8e8e8"
    case .muted: "#a6a6a6"
    case .grid: "#3a3a3a"
    case .month: "#20252a"
    case .series1: "#55bbee"
    case .series2: "#ffcc66"
    case .series2Text: "#ffcc66"
    case .series3: "#b48aff"
    case .series4: "#ff7a45"
    case .neutral1: "#56616c"
    case .neutral2: "#3c444c"
    case .heat0: "#26221e"
    case .heat1: "#4d3520"
    case .heat2: "#80481b"
    case .heat3: "#b8611a"
    case .heat4: "#ee8f3a"
    case .heat5: "#ffd9ae"
    }
  }
}
