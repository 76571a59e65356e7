#include "ui/liveness/heart_filter_bar.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "ui/theme/figures.h"
#include "ui/theme/heart_look.h"

namespace zeroloom {
namespace {

constexpr std::array<HeartState, 4> States{HeartState::Alive, HeartState::Late, HeartState::Lost, HeartState::Left};
constexpr int MarkSize = 10;

QIcon markIcon(HeartState state, qreal ratio)
{
    QPixmap pixmap(QSize(16, 16) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    drawHeartMark(painter, QRectF(3, 3, MarkSize, MarkSize), state, Theme::instance().colors());
    return pixmap;
}

} // namespace

HeartFilterBar::HeartFilterBar(HeartAlarm& alarm, QWidget* parent)
    : QWidget(parent), m_alarm(alarm), m_words(new QLineEdit(this)), m_bell(new QToolButton(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::Unit / 2);
    m_words->setPlaceholderText(tr("Filter hearts"));
    m_words->setToolTip(tr("Words of the id, address, process or monitor"));
    m_words->setAccessibleName(tr("Filter hearts"));
    m_words->setClearButtonEnabled(true);
    m_words->setMinimumWidth(9 * Theme::Unit);
    layout->addWidget(m_words, 1);
    for (const HeartState state : States) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFont(Theme::instance().figureFont());
        button->setToolTip(
            tr("List only hearts that are %1, and those of other states pressed").arg(heartStateText(state)));
        connect(button, &QToolButton::toggled, this, &HeartFilterBar::filterChanged);
        m_states[static_cast<std::size_t>(state)] = button;
        layout->addWidget(button);
    }
    auto* menu = new QMenu(m_bell);
    QAction* sound = menu->addAction(tr("Sound When Hearts Are Lost"));
    QAction* notice = menu->addAction(tr("Notification When Hearts Are Lost"));
    for (QAction* action : {sound, notice})
        action->setCheckable(true);
    sound->setChecked(m_alarm.sounds());
    notice->setChecked(m_alarm.notifies());
    connect(sound, &QAction::toggled, &m_alarm, &HeartAlarm::setSounds);
    connect(notice, &QAction::toggled, &m_alarm, &HeartAlarm::setNotifies);
    m_bell->setMenu(menu);
    m_bell->setPopupMode(QToolButton::InstantPopup);
    m_bell->setAutoRaise(true);
    m_bell->setFocusPolicy(Qt::StrongFocus);
    layout->addWidget(m_bell);
    connect(m_words, &QLineEdit::textChanged, this, &HeartFilterBar::filterChanged);
    connect(&m_alarm, &HeartAlarm::changed, this, &HeartFilterBar::showBell);
    connect(&Theme::instance(), &Theme::changed, this, &HeartFilterBar::restyle);
    restyle();
    showCounts({});
}

void HeartFilterBar::restyle()
{
    for (const HeartState state : States)
        m_states[static_cast<std::size_t>(state)]->setIcon(markIcon(state, devicePixelRatioF()));
    showBell();
}

void HeartFilterBar::showBell()
{
    const bool on = m_alarm.sounds() || m_alarm.notifies();
    m_bell->setIcon(Theme::instance().icon(on ? QStringLiteral("bell") : QStringLiteral("bell-off")));
    const QString tip = !on                   ? tr("Nothing tells when hearts are lost")
                        : !m_alarm.notifies() ? tr("A sound tells when hearts are lost")
                        : !m_alarm.sounds()   ? tr("A notification tells when hearts are lost")
                                              : tr("A sound and a notification tell when hearts are lost");
    m_bell->setToolTip(tip);
    m_bell->setAccessibleName(tip);
}

void HeartFilterBar::showCounts(const std::array<std::uint64_t, 4>& counts)
{
    m_counts = counts;
    for (const HeartState state : States) {
        QToolButton* button = m_states[static_cast<std::size_t>(state)];
        const QString count = countText(counts[static_cast<std::size_t>(state)]);
        const QString whole = QStringLiteral("%1 %2").arg(count, heartStateText(state));
        const QString text = m_narrow ? count : whole;
        if (button->text() != text)
            button->setText(text);
        if (button->accessibleName() != whole)
            button->setAccessibleName(whole);
        // Few hearts ever leave: the button comes with the first.
        button->setVisible(state != HeartState::Left || button->isChecked() || counts[3] > 0);
    }
}

HeartFilter HeartFilterBar::filter() const
{
    HeartFilter filter;
    filter.words = m_words->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const HeartState state : States)
        filter.only[static_cast<std::size_t>(state)] = m_states[static_cast<std::size_t>(state)]->isChecked();
    return filter;
}

void HeartFilterBar::setNarrow(bool narrow)
{
    if (m_narrow == narrow)
        return;
    m_narrow = narrow;
    showCounts(m_counts);
}

} // namespace zeroloom
