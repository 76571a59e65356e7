#include "ui/window/remark_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "ui/theme/figures.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int MostShown = 500;
constexpr int ListHeight = Theme::Unit * 11;
constexpr int IconSize = 16;

} // namespace

RemarkList::RemarkList(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_summary(new QLabel(this)), m_list(new QListWidget(this))
{
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("remarkSummary"));
    m_list->setObjectName(QStringLiteral("remarks"));
    m_list->setAccessibleName(tr("Remarks"));
    m_list->setWordWrap(true);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setFixedHeight(ListHeight);
    m_list->setResizeMode(QListView::Adjust);
    auto* line = new QHBoxLayout;
    line->setSpacing(Theme::Unit);
    line->addWidget(m_icon);
    line->addWidget(m_summary, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    layout->addLayout(line);
    layout->addWidget(m_list);
    showRemarks({}, {});
}

void RemarkList::showRemarks(const QStringList& remarks, const QString& nothing)
{
    m_list->clear();
    m_list->setVisible(!remarks.isEmpty());
    m_list->addItems(remarks.mid(0, MostShown));
    if (remarks.size() > MostShown) {
        m_list->addItem(tr("and %1 more").arg(countText(static_cast<std::uint64_t>(remarks.size() - MostShown))));
    }
    m_summary->setText(remarks.isEmpty()     ? nothing
                       : remarks.size() == 1 ? tr("One remark:")
                                             : tr("%1 remarks:").arg(remarks.size()));
    const QString icon = remarks.isEmpty() ? QStringLiteral("good") : QStringLiteral("info");
    m_icon->setPixmap(Theme::instance().icon(icon).pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
    m_icon->setVisible(!m_summary->text().isEmpty());
    setAccessibleName(m_summary->text());
}

QStringList RemarkList::remarks() const
{
    QStringList all;
    for (int i = 0; i < m_list->count(); ++i) {
        all << m_list->item(i)->text();
    }
    return all;
}

QStringList remarkTexts(const Remarks& remarks)
{
    QStringList texts;
    for (const Remark& remark : remarks) {
        texts << toQString(remark.text());
    }
    return texts;
}

} // namespace zeroloom
