#include "ui/messages/message_text.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "core/observe/message_json.h"
#include "ui/messages/frame_look.h"
#include "ui/theme/figures.h"
#include "ui/theme/text.h"

namespace zeroloom {
namespace {

class MessageWords {
    Q_DECLARE_TR_FUNCTIONS(MessageWords)
};

constexpr std::size_t LineBytes = 96; // of a frame in hexadecimal digits, on one line

QString hexOnOneLine(std::string_view bytes)
{
    const auto shown = static_cast<qsizetype>(std::min(bytes.size(), LineBytes));
    QString text = QString::fromLatin1(QByteArray::fromRawData(bytes.data(), shown).toHex(' '));
    if (bytes.size() > LineBytes)
        text += QStringLiteral(" …");
    return text;
}

QString whole(const ReadMessage& message, std::size_t frame, FrameView view)
{
    const std::string& bytes = message.sample().frames[frame];
    if (view == FrameView::Hex)
        return toQString(frameAsHex(bytes));
    if (view == FrameView::Json)
        if (const auto json = frameAsJson(bytes))
            return toQString(*json);
    return toQString(frameAsText(bytes, message.sample().sizes[frame]));
}

} // namespace

QString messageTime(const ReadMessage& message) { return QString::number(message.observed.seconds, 'f', 3); }

QString messageWay(const ReadMessage& message)
{
    const QString arrow = message.sample().received ? QStringLiteral("←") : QStringLiteral("→");
    if (!message.peer.node.empty())
        return arrow + QLatin1Char(' ') + toQString(message.peer.text());
    return arrow + QLatin1Char(' ') +
           (message.sample().received ? MessageWords::tr("received") : MessageWords::tr("sent"));
}

QString messageWayInWords(const ReadMessage& message)
{
    const QString own = toQString(message.sample().socket.text());
    if (message.peer.node.empty())
        return message.sample().received ? MessageWords::tr("received by %1").arg(own)
                                         : MessageWords::tr("sent by %1").arg(own);
    return (message.sample().received ? MessageWords::tr("received by %1 from %2 through %3")
                                      : MessageWords::tr("sent by %1 to %2 through %3"))
        .arg(own, toQString(message.peer.text()), toQString(message.wire.text()));
}

QString frameSize(const ReadMessage& message, std::size_t frame)
{
    return bytesText(static_cast<double>(message.sample().sizes[frame]));
}

QString frameLine(const ReadMessage& message, std::size_t frame, FrameView view)
{
    const std::string& bytes = message.sample().frames[frame];
    return view == FrameView::Hex ? hexOnOneLine(bytes) : toQString(frameAsText(bytes, message.sample().sizes[frame]));
}

QString messageInFull(const ReadMessage& message, FrameView view)
{
    QStringList parts;
    for (std::size_t frame = 0; frame < message.sample().frames.size(); ++frame) {
        QString heading = QStringLiteral("%1 · %2").arg(frameKindText(message.kinds[frame]), frameSize(message, frame));
        if (message.sample().frames[frame].size() < message.sample().sizes[frame])
            heading += MessageWords::tr(" · its first %1")
                           .arg(bytesText(static_cast<double>(message.sample().frames[frame].size())));
        const QString content = whole(message, frame, view);
        parts << (content.isEmpty() ? heading : heading + QLatin1Char('\n') + content);
    }
    if (const std::uint64_t more = message.sample().moreFrames; more > 0)
        parts << MessageWords::tr("and %1 frames more, which were not kept").arg(countText(more));
    return parts.join(QStringLiteral("\n\n"));
}

QString messageAsText(const ReadMessage& message)
{
    QString text = QStringLiteral("%1 s  %2\n").arg(messageTime(message), messageWayInWords(message));
    for (std::size_t frame = 0; frame < message.sample().frames.size(); ++frame)
        text += QStringLiteral("    %1  %2  %3\n")
                    .arg(frameKindText(message.kinds[frame]), -12)
                    .arg(frameSize(message, frame), 8)
                    .arg(frameLine(message, frame, FrameView::Text));
    if (message.sample().moreFrames > 0)
        text += MessageWords::tr("    and %1 frames more\n").arg(countText(message.sample().moreFrames));
    if (message.sample().leftOut > 0)
        text += MessageWords::tr("    %1 before it were not looked at\n").arg(countText(message.sample().leftOut));
    return text;
}

QString messageAsJsonLine(const ReadMessage& message)
{
    return toQString(messageAsJson(message.observed, message.kinds, message.wire));
}

} // namespace zeroloom
