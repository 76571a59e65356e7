#include "ui/messages/message_text.h"

#include <algorithm>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include "core/base/raw_bytes.h"
#include "core/base/utf8.h"
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

bool isUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        const Utf8Character character = firstCharacter(bytes);
        if (character.bytes == 0)
            return false;
        bytes.remove_prefix(character.bytes);
    }
    return true;
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
    const MessageSample& sample = message.sample();
    QJsonArray frames;
    for (std::size_t frame = 0; frame < sample.frames.size(); ++frame) {
        const std::string& bytes = sample.frames[frame];
        QJsonObject one{{QStringLiteral("kind"), frameKindText(message.kinds[frame])},
                        {QStringLiteral("size"), static_cast<qint64>(sample.sizes[frame])}};
        if (isUtf8(bytes))
            one.insert(QStringLiteral("text"), toQString(bytes));
        else
            one.insert(QStringLiteral("hex"), toQString(toHex(bytes)));
        frames.append(one);
    }
    QJsonObject object{
        {QStringLiteral("t"), message.observed.seconds},
        {QStringLiteral("host"), toQString(message.observed.host.text())},
        {QStringLiteral("socket"), toQString(sample.socket.text())},
        {QStringLiteral("direction"), sample.received ? QStringLiteral("received") : QStringLiteral("sent")},
        {QStringLiteral("wire"), toQString(message.wire.text())},
        {QStringLiteral("frames"), frames},
        {QStringLiteral("left_out"), static_cast<qint64>(sample.leftOut)}};
    if (sample.moreFrames > 0)
        object.insert(QStringLiteral("more_frames"), static_cast<qint64>(sample.moreFrames));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace zeroloom
