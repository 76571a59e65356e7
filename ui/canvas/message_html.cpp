#include "ui/canvas/message_html.h"

#include <algorithm>

#include <QColor>
#include <QObject>

#include "ui/document/act_words.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

constexpr std::size_t MostFrames = 8;
constexpr std::size_t MostBytes = 48; // of a frame

QString frameWords(const std::string& frame, std::uint64_t size)
{
    if (size == 0)
        return QObject::tr("empty");
    const QByteArray head(frame.data(), static_cast<qsizetype>(std::min(frame.size(), MostBytes)));
    const bool printable = std::all_of(head.begin(), head.end(),
                                       [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; });
    const QString text = QString::fromUtf8(head);
    const bool isText = printable && !text.contains(QChar::ReplacementCharacter);
    const QString more = size > static_cast<std::uint64_t>(head.size()) ? QStringLiteral("…") : QString();
    return (isText ? text : QString::fromLatin1(head.left(16).toHex(' '))) +
           (isText || head.size() <= 16 ? more : QStringLiteral("…"));
}

} // namespace

QString messageHtml(const MessageFlight& flight, const QColor& color, const Topology& topology)
{
    const MessageSample& sample = flight.message.message;
    const auto title = [&](const NodeId& id) {
        const Node* node = topology.node(id);
        return toQString(node != nullptr ? node->title() : id.text());
    };
    QString html = QStringLiteral("<b>%1 → %2</b>")
                       .arg(socketWords(topology, flight.sender).toHtmlEscaped(),
                            socketWords(topology, flight.receiver).toHtmlEscaped());
    html += QStringLiteral("<div><span style='color:%1'>⬤</span> %2</div>")
                .arg(color.name(), QObject::tr("made by %1, %2 into the run")
                                       .arg(title(flight.maker), secondsText(flight.message.seconds))
                                       .toHtmlEscaped());
    html += QStringLiteral("<table cellspacing='0'>");
    const std::size_t count = std::min(sample.frames.size(), MostFrames);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t size = i < sample.sizes.size() ? sample.sizes[i] : sample.frames[i].size();
        html += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2&nbsp;&nbsp;</td><td>%3</td></tr>")
                    .arg(QObject::tr("frame %1").arg(i + 1), bytesText(static_cast<double>(size)),
                         frameWords(sample.frames[i], size).toHtmlEscaped());
    }
    html += QStringLiteral("</table>");
    if (sample.frames.size() > count)
        html += QStringLiteral("<div>%1</div>").arg(QObject::tr("and %1 more").arg(sample.frames.size() - count));
    return html;
}

} // namespace zeroloom
