#include "ui/window/command_palette.h"

#include <algorithm>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int Width = 520;
constexpr int RowHeight = 30;
constexpr int RowsShown = 10;
constexpr std::size_t MostRows = 200;
constexpr int DetailRole = Qt::UserRole + 1;
constexpr int EntryRole = Qt::UserRole + 2;

class EntryDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {Width, RowHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::instance();
        const ThemeColors& colors = theme.colors();
        const bool selected = option.state & QStyle::State_Selected;
        const QRect row = option.rect;
        if (selected) {
            painter->fillRect(row, colors.highlight);
        }
        const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
        icon.paint(painter, QRect(row.left() + Theme::Unit, row.top() + 6, 18, 18), Qt::AlignCenter);
        QRect text = row.adjusted(Theme::Unit * 4 + 2, 0, -Theme::Unit * 3 / 2, 0);

        const QString detail = index.data(DetailRole).toString();
        painter->setFont(theme.smallFont());
        const int detailWidth = std::min(painter->fontMetrics().horizontalAdvance(detail) + 2, text.width() / 2);
        painter->setPen(colors.textMuted);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight,
                          painter->fontMetrics().elidedText(detail, Qt::ElideMiddle, detailWidth));

        text.adjust(0, 0, -detailWidth - Theme::Unit, 0);
        painter->setFont(theme.textFont());
        painter->setPen(index.flags() & Qt::ItemIsEnabled ? colors.text : colors.textMuted);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    }
};

// 0: not found; more when the words begin the title or one of its words.
int rank(const PaletteEntry& entry, const QStringList& words)
{
    const QString all = entry.title + QLatin1Char(' ') + entry.detail + QLatin1Char(' ') + entry.also;
    int score = 1;
    for (const QString& word : words) {
        if (!all.contains(word, Qt::CaseInsensitive)) {
            return 0;
        }
        const qsizetype at = entry.title.indexOf(word, 0, Qt::CaseInsensitive);
        if (at == 0) {
            score += 4;
        } else if (at > 0) {
            score += entry.title.at(at - 1).isLetterOrNumber() ? 1 : 2;
        }
    }
    return score;
}

} // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window, Qt::Popup | Qt::FramelessWindowHint), m_field(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(QFrame::StyledPanel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::Unit, Theme::Unit, Theme::Unit, Theme::Unit);
    layout->setSpacing(Theme::Unit);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Matches"));
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::activate);
}

void CommandPalette::open(std::vector<PaletteEntry> entries, const QString& placeholder, const QPoint& top)
{
    m_entries = std::move(entries);
    m_field->setPlaceholderText(placeholder);
    m_field->setAccessibleName(placeholder);
    m_field->clear();
    filter({});
    const QWidget* window = parentWidget();
    const int width = std::min(Width, window->width() - 2 * Theme::Unit);
    resize(width, m_field->sizeHint().height() + RowsShown * RowHeight + 3 * Theme::Unit + 2);
    const int left =
        std::clamp(top.x() - width / 2, Theme::Unit, std::max(Theme::Unit, window->width() - width - Theme::Unit));
    move(window->mapToGlobal(QPoint(left, top.y())));
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::filter(const QString& text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (const int score = rank(m_entries[i], words); score > 0) {
            found.emplace_back(-score, i);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    m_list->clear();
    for (std::size_t row = 0; row < std::min(found.size(), MostRows); ++row) {
        const PaletteEntry& entry = m_entries[found[row].second];
        auto* item = new QListWidgetItem(entry.icon, entry.title, m_list);
        item->setData(DetailRole, entry.detail);
        item->setData(EntryRole, static_cast<qulonglong>(found[row].second));
    }
    if (found.size() > MostRows) {
        auto* item =
            new QListWidgetItem(tr("%1 more: type on to narrow them down").arg(found.size() - MostRows), m_list);
        item->setFlags(Qt::NoItemFlags);
    } else if (found.empty()) {
        auto* item =
            new QListWidgetItem(m_entries.empty() ? tr("There is nothing here yet") : tr("Nothing matches"), m_list);
        item->setFlags(Qt::NoItemFlags);
        return;
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::activate()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr || !item->data(EntryRole).isValid()) {
        return;
    }
    const auto act = m_entries[static_cast<std::size_t>(item->data(EntryRole).toULongLong())].act;
    hide();
    if (act) {
        act();
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QApplication::sendEvent(m_list, event);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            activate();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace zeroloom
