/// Closed lists of values, with their weights where they are drawn.
enum Words {
  static let channels = ["organic", "paid_search", "partner", "docs", "community", "conference"]
  static let channelWeights = [0.24, 0.28, 0.17, 0.14, 0.11, 0.06]
  /// Share of sign-ups that ever call, and share of those that reach the value moment, by channel.
  static let channelCalls = [0.76, 0.66, 0.84, 0.80, 0.74, 0.67]
  static let channelReaches = [0.62, 0.50, 0.74, 0.69, 0.60, 0.52]
  static let paidSearch = 1
  static let partner = 2

  static let sdks = ["python", "node", "ruby", "go", "java", "curl"]
  static let sdkWeights = [0.46, 0.24, 0.07, 0.09, 0.07, 0.07]
  static let campaignSDKWeights = [0.30, 0.38, 0.07, 0.08, 0.07, 0.10]
  /// Median minutes from sign-up to the first successful call, by SDK.
  static let sdkMinutes = [48.0, 46, 55, 52, 74, 44]
  static let python = 0

  static let plans = ["free", "growth", "scale", "enterprise"]
  static let monthlyFee = [0.0, 29, 149, 900]
  static let callFee = [0.0, 1.00, 0.90, 0.75]

  static let countries = ["US", "GB", "DE", "IN", "FR", "CA", "BR", "NL", "AU", "SG", "JP", "ES"]
  static let countryWeights = [0.34, 0.12, 0.10, 0.09, 0.07, 0.06, 0.05, 0.04, 0.04, 0.04, 0.03, 0.02]
  static let countryRegion = [0, 1, 1, 2, 1, 0, 0, 1, 2, 2, 2, 1]
  static let regions = ["us-east-1", "eu-west-1", "ap-southeast-1"]
  static let euroCountries: Set<String> = ["DE", "FR", "NL", "ES"]

  static let sizes = ["1-10", "11-50", "51-200", "201-1000", "1000+"]
  static let industries = [
    "retail", "software", "travel", "education", "logistics", "food delivery", "health", "media", "non-profit",
  ]

  static let firstNames = [
    "ana", "ben", "chloe", "dmitri", "elif", "farid", "grace", "hugo", "ines", "jonas", "kavya", "liam", "mei",
    "noah", "olga", "priya", "quinn", "rosa", "sven", "tariq", "uma", "viktor", "wren", "ximena", "yusuf", "zoe",
  ]
  static let lastNames = [
    "abbott", "berger", "castro", "dumont", "eriksen", "fischer", "garcia", "hansen", "ito", "jansen", "kaur",
    "lopez", "meyer", "novak", "okafor", "patel", "rossi", "silva", "tanaka", "ueda", "vargas", "weber", "young",
  ]
  static let companyFirst = [
    "Amber", "Basalt", "Cobalt", "Dapple", "Ember", "Fennel", "Gable", "Harbor", "Indigo", "Juniper", "Kestrel",
    "Lantern", "Maple", "Nimbus", "Orchard", "Pebble", "Quarry", "Russet", "Saffron", "Thistle", "Umber", "Velvet",
    "Willow", "Yarrow", "Zephyr", "Bramble", "Cinder", "Driftwood", "Foxglove", "Granite", "Heron", "Isle",
  ]
  static let companySecond = [
    "Books", "Cargo", "Clinic", "Cloud", "Coffee", "Cycles", "Eats", "Fares", "Fitness", "Foods", "Freight",
    "Games", "Goods", "Grocers", "Learning", "Markets", "Media", "Mobility", "Outfitters", "Pharmacy", "Post",
    "Rentals", "Software", "Stays", "Studio", "Supply", "Tickets", "Tools", "Tours", "Travel", "Works", "Wear",
  ]

  /// Company number `index` has a name of its own for the first 1024, then a numbered one.
  static func companyName(_ index: Int) -> String {
    let count = companyFirst.count * companySecond.count
    let place = index * 389 % count
    let name = companyFirst[place / companySecond.count] + " " + companySecond[place % companySecond.count]
    return index < count ? name : "\(name) \(index / count + 1)"
  }

  static let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_".utf8)

  /// A random identifier of letters and digits.
  static func secret(_ count: Int, _ random: inout RandomStream) -> String {
    String(decoding: (0..<count).map { _ in alphabet[random.below(62)] }, as: UTF8.self)
  }
}
