import Charts
import ReportModel

/// `email.eml`: the whole message, ready to be handed to a mail server.
///
/// Its bytes follow from the report, the settings and the pictures alone: the date is `as_of`, the Message-ID and the
/// boundaries are hashes of the content.
struct MailMessage {
  var report: Report
  var settings: RenderSettings
  /// Words that stand for themselves on one line: what changed.
  var headline: String
  var html: String
  var plain: String
  var pictures: [MailPicture]

  func bytes() throws(RenderError) -> [UInt8] {
    let page = MIMEPart.text(subtype: "html", html)
    let related =
      pictures.isEmpty
      ? page
      : .multipart(
        subtype: "related", type: "text/html", [page] + pictures.map { .picture(id: $0.contentID, $0.png) })
    let body = try MIMEPart.multipart(
      subtype: "alternative", type: nil, [.text(subtype: "plain", plain), related]
    ).bytes()
    return Array(headers(hash: MIMEPart.digest([body])).map(\.lines).joined().utf8) + body
  }

  /// Stands where no sender is configured: a domain that can never exist (RFC 6761), so that no server passes it on.
  static let nobody = "report@throughline.invalid"

  private func headers(hash: String) -> [MailHeader] {
    let mail = settings.mail
    let from = mail.from ?? Self.nobody
    let domain = from.drop { $0 != "@" }.dropFirst()
    let end = Civil.day(year: report.month.next.year, month: report.month.next.month, day: 1)
    let date = Self.date(report.window.asOf) ?? Self.date(Civil.iso(end) + "T00:00:00Z") ?? ""
    var headers = [
      MailHeader.mailbox("From", from, called: mail.fromName ?? DisplayText.line(settings.title ?? report.product))
    ]
    if !mail.to.isEmpty { headers.append(.structured("To", mail.to.joined(separator: ", "))) }
    if let address = mail.replyTo { headers.append(.structured("Reply-To", address)) }
    headers += [
      .text("Subject", subject), .structured("Date", date),
      .structured("Message-ID", "<\(report.month).\(hash.prefix(16))@\(domain)>"),
    ]
    if let list = mail.listID {
      headers.append(.structured("List-Id", "<\(list)>"))
      headers.append(.structured("List-Unsubscribe", "<mailto:\(mail.replyTo ?? from)?subject=unsubscribe>"))
    }
    // No out-of-office reply to a machine (RFC 3834; the second is Exchange's).
    headers += [
      .structured("Auto-Submitted", "auto-generated"), .structured("X-Auto-Response-Suppress", "All"),
      .structured("MIME-Version", "1.0"),
    ]
    return headers
  }

  /// The configured subject with its placeholders filled in.
  private var subject: String {
    let text = DisplayText.line(
      settings.mail.subject.replacing("{headline}", with: headline).replacing("{month}", with: report.month.name)
        .replacing("{product}", with: settings.title ?? report.product))
    return text.count <= Self.longestSubject ? text : text.prefix(Self.longestSubject - 1) + "…"
  }

  /// More is shown by no list of mails.
  private static let longestSubject = 140

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// `2026-11-01T00:00:00Z` → `Sun, 01 Nov 2026 00:00:00 +0000` (RFC 5322, section 3.3).
  static func date(_ iso: String) -> String? {
    guard iso.utf8.count >= 20, iso.hasSuffix("Z"), let day = Civil.day(iso: String(iso.prefix(10))) else { return nil }
    let (year, month, number) = Civil.date(day)
    let name = Month.names[month - 1].prefix(3)
    return "\(weekdays[Civil.weekday(day)]), \(Civil.padded(number, 2)) \(name) \(year) "
      + "\(iso.dropFirst(11).prefix(8)) +0000"
  }
}

/// A chart as a picture of the mail.
struct MailPicture: Hashable {
  var id: String
  var png: [UInt8]

  var contentID: String { id + "@throughline.invalid" }
}
