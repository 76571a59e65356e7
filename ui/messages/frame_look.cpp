#include "ui/messages/frame_look.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>

#include "ui/theme/text.h"

namespace zeroloom {
namespace {

constexpr FrameKind Kinds[] = {FrameKind::RoutingId,    FrameKind::Delimiter, FrameKind::Topic,
                               FrameKind::Subscription, FrameKind::Command,   FrameKind::Body};
constexpr int TagPadding = 5;
constexpr int TagHeight = 16;

} // namespace

QString frameKindText(FrameKind kind) { return toQString(name(kind)); }

QColor frameColor(FrameKind kind, const ThemeColors& colors)
{
    switch (kind) {
    case FrameKind::RoutingId:
    case FrameKind::Delimiter:
        return colors.requestReply;
    case FrameKind::Topic:
    case FrameKind::Subscription:
        return colors.publishSubscribe;
    case FrameKind::Command:
        return colors.pipeline;
    case FrameKind::Body:
        break;
    }
    return colors.textMuted;
}

void drawFrameTag(QPainter& painter, const QRectF& room, FrameKind kind, const ThemeColors& colors)
{
    const QString word = frameKindText(kind);
    painter.setFont(Theme::instance().smallFont());
    const double width = std::min(room.width(), painter.fontMetrics().horizontalAdvance(word) + 2.0 * TagPadding);
    const QRectF tag(room.left() + 0.5, std::floor(room.center().y() - TagHeight / 2.0) + 0.5, width - 1,
                     TagHeight - 1);
    const QColor color = frameColor(kind, colors);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1, kind == FrameKind::Delimiter ? Qt::DotLine : Qt::SolidLine));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(color);
    const QRectF inside = tag.adjusted(TagPadding - 1, 0, -2, 0);
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(word, Qt::ElideRight, static_cast<int>(inside.width()) + 2));
}

int frameTagWidth()
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    int widest = 0;
    for (const FrameKind kind : Kinds)
        widest = std::max(widest, metrics.horizontalAdvance(frameKindText(kind)));
    return widest + 2 * TagPadding;
}

} // namespace zeroloom
