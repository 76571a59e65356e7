#include "ui/window/gallery_shelf.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QLabel>

#include "ui/theme/theme.h"
#include "ui/window/gallery_card.h"
#include "ui/window/gallery_list.h"

namespace zeroloom {

namespace {

constexpr int LeastCardWidth = 232;
constexpr int Gap = Theme::Unit * 2;
constexpr int HeadingHeight = Theme::Unit * 3;
// The next row comes before the one behind it, however far across a card of it stands.
constexpr double DownWeight = 100;

bool isShown(const GalleryCard* card) { return !card->isHidden(); }

} // namespace

GalleryShelf::GalleryShelf(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("galleryShelf"));
    setAccessibleName(tr("Patterns"));
    for (const GalleryFamily& family : byFamily(galleryEntries())) {
        auto* heading = new QLabel(familyTitle(family), this);
        heading->setForegroundRole(QPalette::PlaceholderText);
        heading->setFont(Theme::instance().titleFont());
        Family made{heading, {}};
        for (const GalleryEntry* entry : family.entries) {
            auto* card = new GalleryCard(*entry, m_pictures, this);
            card->installEventFilter(this);
            connect(card, &GalleryCard::clicked, this, [this, entry] { Q_EMIT chosen(gallerySource(*entry)); });
            made.cards.push_back(card);
        }
        m_families.push_back(std::move(made));
    }
}

int GalleryShelf::filter(const QString& text)
{
    const QStringList words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int shown = 0;
    for (const Family& family : m_families) {
        int inFamily = 0;
        for (GalleryCard* card : family.cards) {
            const bool fits = card->matches(words);
            card->setVisible(fits);
            inFamily += fits ? 1 : 0;
        }
        family.heading->setVisible(inFamily > 0);
        shown += inFamily;
    }
    arrange();
    return shown;
}

void GalleryShelf::refreshProgress()
{
    for (const Family& family : m_families) {
        for (GalleryCard* card : family.cards) {
            card->refreshProgress();
        }
    }
}

GalleryCard* GalleryShelf::firstCard() const
{
    for (const Family& family : m_families) {
        for (GalleryCard* card : family.cards) {
            if (isShown(card)) {
                return card;
            }
        }
    }
    return nullptr;
}

void GalleryShelf::resizeEvent(QResizeEvent*) { arrange(); }

// Families stand below each other; small ones that fit into one row stand beside each other.
void GalleryShelf::arrange()
{
    const int columns = std::max((width() + Gap) / (LeastCardWidth + Gap), 1);
    const int cardWidth = (width() - (columns - 1) * Gap) / columns;
    const int cardHeight = GalleryCard::heightFor(cardWidth);
    int top = 0, bottom = 0, taken = 0; // of this band of families: its edges, its columns
    for (const Family& family : m_families) {
        const auto count = static_cast<int>(std::ranges::count_if(family.cards, isShown));
        if (count == 0) {
            continue;
        }
        if (taken == 0 || taken + count > columns) {
            top = bottom;
            taken = 0;
        }
        const int left = taken * (cardWidth + Gap);
        const int across = std::min(count, columns);
        family.heading->setGeometry(left, top, across * (cardWidth + Gap) - Gap, HeadingHeight);
        int place = 0;
        for (GalleryCard* card : family.cards) {
            if (isShown(card)) {
                card->setGeometry(left + place % columns * (cardWidth + Gap),
                                  top + HeadingHeight + place / columns * (cardHeight + Gap), cardWidth, cardHeight);
                ++place;
            }
        }
        const int rows = (count + columns - 1) / columns;
        bottom = std::max(bottom, top + HeadingHeight + rows * (cardHeight + Gap));
        taken += across;
    }
    setMinimumHeight(bottom);
}

bool GalleryShelf::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        Q_EMIT focused(qobject_cast<QWidget*>(watched));
    } else if (event->type() == QEvent::KeyPress) {
        // A button takes the arrow keys for its own group.
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            qobject_cast<GalleryCard*>(watched)->click();
            return true;
        }
        return walk(key->key());
    }
    return QWidget::eventFilter(watched, event);
}

bool GalleryShelf::walk(int key)
{
    const auto* from = qobject_cast<GalleryCard*>(focusWidget());
    if (from == nullptr) {
        return false;
    }
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        break;
    default:
        return false;
    }
    if (GalleryCard* to = cardBeside(*from, key)) {
        to->setFocus(Qt::OtherFocusReason);
    } else if (key == Qt::Key_Up) {
        Q_EMIT leftUpwards();
    }
    return true;
}

// Left and right go on through the rows; up and down to what stands most nearly in line.
GalleryCard* GalleryShelf::cardBeside(const GalleryCard& from, int key) const
{
    std::vector<GalleryCard*> shown;
    for (const Family& family : m_families) {
        std::ranges::copy_if(family.cards, std::back_inserter(shown), isShown);
    }
    const auto here = std::ranges::find(shown, &from);
    if (here == shown.end()) {
        return nullptr;
    }
    if (key == Qt::Key_Left) {
        return here == shown.begin() ? nullptr : *(here - 1);
    }
    if (key == Qt::Key_Right) {
        return here + 1 == shown.end() ? nullptr : *(here + 1);
    }
    GalleryCard* best = nullptr;
    double least = 0;
    for (GalleryCard* card : shown) {
        const int down = key == Qt::Key_Down ? card->y() - from.y() : from.y() - card->y();
        if (down <= 0) {
            continue;
        }
        const double distance = down * DownWeight + std::abs(card->x() - from.x());
        if (best == nullptr || distance < least) {
            best = card;
            least = distance;
        }
    }
    return best;
}

void GalleryShelf::keyPressEvent(QKeyEvent* event)
{
    const QString text = event->text();
    const bool plain = (event->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
    if (plain && !text.isEmpty() && text.front().isPrint() && !text.front().isSpace()) {
        Q_EMIT typed(text);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace zeroloom
