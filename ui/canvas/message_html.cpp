#include "ui/canvas/message_html.h"

#include <algorithm>

#include <QColor>
#include <QObject>

#include "core/observe/message_words.h"
#include "ui/document/act_words.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

constexpr std::size_t MostFrames = 8;
constexpr qsizetype MostCharacters = 56; // of a frame

QString shortened(QString text)
{
    if (text.size() > MostCharacters)
        text = text.left(MostCharacters) + QChar(0x2026);
    return text;
}

std::vector<FrameKind> kindsOf(const MessageFlight& flight, const Topology& topology)
{
    const MessageSample& sample = flight.message.message;
    const Socket* socket = topology.socket(sample.socket);
    const Socket* peer = topology.socket(sample.received ? flight.sender : flight.receiver);
    if (socket == nullptr)
        return std::vector<FrameKind>(sample.frames.size(), FrameKind::Body);
    return frameKinds(sample, socket->type, peer == nullptr ? std::nullopt : std::optional(peer->type));
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
    if (flight.dropped)
        html += QStringLiteral("<div><b>✕</b> %1</div>")
                    .arg(QObject::tr("dropped on the way, by the fault on this wire").toHtmlEscaped());
    html += QStringLiteral("<table cellspacing='0'>");
    const std::vector<FrameKind> kinds = kindsOf(flight, topology);
    const std::size_t count = std::min(sample.frames.size(), MostFrames);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t size = i < sample.sizes.size() ? sample.sizes[i] : sample.frames[i].size();
        const QString words = size == 0 ? QObject::tr("empty") : toQString(frameAsText(sample.frames[i], size));
        html +=
            QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2&nbsp;&nbsp;</td><td>%3</td></tr>")
                .arg(toQString(name(kinds[i])), bytesText(static_cast<double>(size)), shortened(words).toHtmlEscaped());
    }
    html += QStringLiteral("</table>");
    if (sample.frames.size() > count)
        html += QStringLiteral("<div>%1</div>").arg(QObject::tr("and %1 more").arg(sample.frames.size() - count));
    return html;
}

} // namespace zeroloom
