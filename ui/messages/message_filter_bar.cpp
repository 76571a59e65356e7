#include "ui/messages/message_filter_bar.h"

#include <QActionGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>

#include "ui/messages/frame_look.h"
#include "ui/messages/message_bar_parts.h"
#include "ui/theme/theme.h"

namespace zeroloom {

MessageFilterBar::MessageFilterBar(QWidget* parent)
    : QWidget(parent), m_words(new QLineEdit(this)), m_kind(new QComboBox(this)), m_direction(new QComboBox(this)),
      m_view(new QComboBox(this)), m_more(makeBarButton("filter", tr("Filter and view"), this)), m_menu(new QMenu(this))
{
    m_words->setPlaceholderText(tr("Filter messages"));
    m_words->setClearButtonEnabled(true);
    m_words->setAccessibleName(tr("Filter messages"));
    m_words->setToolTip(tr("Messages that have all these words, in their frames or in who sent them to whom"));
    m_kind->addItem(tr("All frames"));
    for (const FrameKind kind : {FrameKind::RoutingId, FrameKind::Delimiter, FrameKind::Topic, FrameKind::Subscription,
                                 FrameKind::Command, FrameKind::Body})
        m_kind->addItem(frameKindText(kind), static_cast<int>(kind));
    m_direction->addItems({tr("Both ways"), tr("Sent"), tr("Received")});
    m_view->addItems({tr("Text"), tr("Hex"), tr("JSON")});
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    layout->addWidget(m_words, 1);
    addChoice(m_kind, tr("Kind of frame"));
    addChoice(m_direction, tr("Direction"));
    addChoice(m_view, tr("Frames shown as"));
    layout->addWidget(m_more);
    m_more->setMenu(m_menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    connect(m_menu, &QMenu::aboutToShow, this, &MessageFilterBar::fillMenu);
    connect(m_words, &QLineEdit::textChanged, this, &MessageFilterBar::tellFilter);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &MessageFilterBar::tellFilter);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &MessageFilterBar::tellFilter);
    connect(m_view, &QComboBox::currentIndexChanged, this, &MessageFilterBar::viewChanged);
    setNarrow(false);
}

void MessageFilterBar::addChoice(QComboBox* choice, const QString& title)
{
    choice->setAccessibleName(title);
    auto* row = static_cast<QHBoxLayout*>(layout());
    row->insertWidget(1 + static_cast<int>(m_choices.size()), choice);
    m_choices.emplace_back(choice, title);
}

MessageFilter MessageFilterBar::filter() const
{
    MessageFilter filter;
    filter.words = m_words->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (m_kind->currentIndex() > 0)
        filter.kind = static_cast<FrameKind>(m_kind->currentData().toInt());
    if (m_direction->currentIndex() > 0)
        filter.received = m_direction->currentIndex() == 2;
    return filter;
}

void MessageFilterBar::clearFilter()
{
    {
        const QScopedValueRollback clearing(m_clearing, true);
        m_words->clear();
        m_kind->setCurrentIndex(0);
        m_direction->setCurrentIndex(0);
    }
    Q_EMIT filterChanged();
}

void MessageFilterBar::tellFilter()
{
    if (!m_clearing)
        Q_EMIT filterChanged();
}

FrameView MessageFilterBar::view() const { return static_cast<FrameView>(m_view->currentIndex()); }

void MessageFilterBar::setNarrow(bool narrow)
{
    for (const auto& choice : m_choices)
        choice.first->setVisible(!narrow);
    m_more->setVisible(narrow);
}

void MessageFilterBar::fillMenu()
{
    qDeleteAll(m_menu->findChildren<QActionGroup*>());
    m_menu->clear();
    for (const auto& [choice, title] : m_choices) {
        m_menu->addSection(title);
        auto* group = new QActionGroup(m_menu);
        for (int i = 0; i < choice->count(); ++i) {
            QAction* action = m_menu->addAction(choice->itemText(i));
            action->setCheckable(true);
            action->setChecked(i == choice->currentIndex());
            group->addAction(action);
            QComboBox* of = choice;
            connect(action, &QAction::triggered, of, [of, i] { of->setCurrentIndex(i); });
        }
    }
}

} // namespace zeroloom
