#include "ui/window/gallery_card.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include "ui/lesson/lesson_progress.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"
#include "ui/window/gallery_list.h"
#include "ui/window/gallery_pictures.h"

namespace zeroloom {

namespace {

constexpr int Padding = Theme::Unit * 3 / 2;
constexpr qreal Radius = 6;
constexpr int LinesShown = 2;
constexpr int LineHeight = 15;
constexpr int TitleHeight = 20;
constexpr int FootHeight = 18;

int pictureHeight(int width) { return std::clamp(width * 46 / 100, 96, 150); }

// The first lines of a text; the last of them with an ellipsis where there is more.
QStringList cutLines(const QString& text, const QFont& font, int width)
{
    QStringList lines;
    QTextLayout layout(text, font);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool last = lines.size() == LinesShown - 1;
        lines << (last ? QFontMetrics(font).elidedText(text.mid(line.textStart()), Qt::ElideRight, width)
                       : text.mid(line.textStart(), line.textLength()));
        if (last) {
            break;
        }
    }
    layout.endLayout();
    return lines;
}

} // namespace

GalleryCard::GalleryCard(const GalleryEntry& entry, GalleryPictures& pictures, QWidget* parent)
    : QAbstractButton(parent), m_entry(entry), m_pictures(pictures), m_words(galleryWords(entry))
{
    setObjectName(QStringLiteral("galleryCard"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    const QString description = toQString(entry.topology.description);
    setToolTip(entry.lesson.guide.empty()
                   ? description
                   : tr("%1\nIn the guide: “%2”").arg(description, toQString(entry.lesson.guide)));
    connect(&pictures, &GalleryPictures::drawn, this, [this](const QString& name) {
        if (name == toQString(m_entry.name)) {
            update(pictureRect());
        }
    });
    refreshProgress();
}

bool GalleryCard::matches(const QStringList& words) const
{
    return std::ranges::all_of(words, [this](const QString& word) { return m_words.contains(word); });
}

void GalleryCard::refreshProgress()
{
    const LessonRecord record = LessonProgress::instance().of(toQString(m_entry.name));
    const std::size_t steps = m_entry.lesson.steps.size();
    m_finished = record.finished;
    m_progress.clear();
    if (record.finished) {
        m_progress = tr("finished");
    } else if (record.begun() && steps > 0) {
        m_progress = tr("%1 of %2 steps").arg(std::min(record.steps.size(), steps)).arg(steps);
    }
    const QString title = galleryTitle(m_entry);
    setAccessibleName(m_progress.isEmpty() ? title : tr("%1, lesson: %2").arg(title, m_progress));
    setAccessibleDescription(toQString(m_entry.topology.description));
    update();
}

int GalleryCard::heightFor(int width)
{
    return pictureHeight(width) + Padding + TitleHeight + LinesShown * LineHeight + FootHeight + Padding;
}

QRect GalleryCard::pictureRect() const { return {1, 1, width() - 2, pictureHeight(width())}; }

void GalleryCard::resizeEvent(QResizeEvent*)
{
    m_lines = cutLines(toQString(m_entry.topology.description), Theme::instance().smallFont(), width() - 2 * Padding);
}

void GalleryCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const ThemeColors& colors = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    painter.fillPath(shape, isDown() || underMouse() ? colors.hover : colors.surface);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(pictureRect(), colors.canvas);
    const QPixmap picture = m_pictures.picture(m_entry, pictureRect().size(), devicePixelRatioF());
    if (!picture.isNull()) {
        painter.drawPixmap(pictureRect().topLeft(), picture);
    }
    painter.restore();

    const int left = Padding;
    const int room = width() - 2 * Padding;
    int top = pictureRect().bottom() + 1 + Padding / 2;
    painter.setFont(theme.titleFont());
    painter.setPen(colors.text);
    painter.drawText(QRect(left, top, room, TitleHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(galleryTitle(m_entry), Qt::ElideRight, room));
    top += TitleHeight;
    painter.setFont(theme.smallFont());
    painter.setPen(colors.textMuted);
    for (const QString& line : m_lines) {
        painter.drawText(QRect(left, top, room, LineHeight), Qt::AlignLeft | Qt::AlignVCenter, line);
        top += LineHeight;
    }
    paintFoot(painter, QRect(left, height() - Padding / 2 - FootHeight - 2, room, FootHeight));

    const bool ring = hasFocus();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ring ? colors.selection : underMouse() ? colors.accent : colors.divider, ring ? 2 : 1));
    painter.drawPath(shape);
}

void GalleryCard::paintFoot(QPainter& painter, const QRect& rect) const
{
    const ThemeColors& colors = Theme::instance().colors();
    painter.setFont(Theme::instance().smallFont());
    painter.setPen(colors.textMuted);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                     m_entry.hasLesson() ? tr("Chapter %1").arg(m_entry.lesson.chapter) : tr("No lesson yet"));
    if (m_progress.isEmpty()) {
        return;
    }
    painter.setPen(m_finished ? colors.good : colors.text);
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter,
                     m_finished ? QStringLiteral("✓ ") + m_progress : m_progress);
}

void GalleryCard::enterEvent(QEnterEvent*) { update(); }

void GalleryCard::leaveEvent(QEvent*) { update(); }

} // namespace zeroloom
