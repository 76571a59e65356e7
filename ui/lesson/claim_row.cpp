#include "ui/lesson/claim_row.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/lesson/prose_label.h"
#include "ui/theme/text.h"
#include "ui/theme/theme.h"

namespace zeroloom {

namespace {

constexpr int SignSide = 16;
constexpr int ProgressHeight = 2;

QString iconName(ClaimState state)
{
    switch (state) {
    case ClaimState::CameTrue:
        return QStringLiteral("good");
    case ClaimState::DidNotComeTrue:
        return QStringLiteral("error");
    case ClaimState::Waiting:
    case ClaimState::Checking:
        break;
    }
    return QStringLiteral("clock");
}

// The icon in the colour of what it says.
QPixmap signOf(ClaimState state, qreal ratio)
{
    const ThemeColors& colors = Theme::instance().colors();
    QPixmap pixmap = Theme::instance().icon(iconName(state)).pixmap(QSize(SignSide, SignSide), ratio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), state == ClaimState::CameTrue         ? colors.good
                                    : state == ClaimState::DidNotComeTrue ? colors.alarm
                                                                          : colors.textMuted);
    return pixmap;
}

QString secondsText(double seconds) { return ClaimRow::tr("%L1 s").arg(seconds, 0, 'f', 1); }

} // namespace

ClaimRow::ClaimRow(const Claim& claim, QWidget* parent)
    : QWidget(parent), m_claim(claim), m_sign(new QLabel(this)), m_words(makeWordsLabel(toQString(claim.words), this)),
      m_state(makeWordsLabel({}, this, true))
{
    setObjectName(QStringLiteral("claim"));
    setToolTip(tr("Checked as: %1").arg(toQString(claim.written)));
    m_sign->setFixedSize(SignSide, SignSide);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, Theme::Unit / 2, 0, Theme::Unit / 2 + ProgressHeight);
    row->setSpacing(Theme::Unit);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_words);
    column->addWidget(m_state);
    row->addLayout(column, 1);
    connect(&Theme::instance(), &Theme::changed, this, &ClaimRow::showSign);
    setResult({});
}

QString ClaimRow::stateText() const
{
    const QString figures = toQString(m_result.figures);
    switch (m_result.state) {
    case ClaimState::Waiting:
        break;
    case ClaimState::Checking: {
        const QString left = m_claim.throughout ? tr("must hold for %1 more").arg(secondsText(m_result.timeLeft))
                                                : tr("has %1 to come true").arg(secondsText(m_result.timeLeft));
        return figures.isEmpty() ? left : QStringLiteral("%1\n%2").arg(figures, left);
    }
    case ClaimState::CameTrue:
        return tr("Came true: %1").arg(figures);
    case ClaimState::DidNotComeTrue:
        return tr("Did not come true: %1, where the lesson says “%2”. Checked for %3.")
            .arg(figures.isEmpty() ? tr("no figures came") : figures, toQString(m_claim.written),
                 secondsText(m_result.seconds));
    }
    return tr("waits its turn");
}

void ClaimRow::setResult(const ClaimResult& result)
{
    const bool other = result.state != m_result.state || m_sign->pixmap(Qt::ReturnByValue).isNull();
    m_result = result;
    const QString state = stateText();
    if (m_state->text() != state) {
        m_state->setText(state);
        setAccessibleName(QStringLiteral("%1. %2").arg(m_words->text(), state));
    }
    if (other) {
        const bool failed = result.state == ClaimState::DidNotComeTrue;
        m_state->setForegroundRole(failed ? QPalette::WindowText : QPalette::PlaceholderText);
        showSign();
    }
    update();
}

void ClaimRow::showSign() { m_sign->setPixmap(signOf(m_result.state, devicePixelRatioF())); }

// How much of the claim's time has passed, as a thin line under it.
void ClaimRow::paintEvent(QPaintEvent*)
{
    if (m_result.state != ClaimState::Checking)
        return;
    const double whole = std::chrono::duration<double>(m_claim.time).count();
    const double passed = whole > 0 ? std::clamp(1 - m_result.timeLeft / whole, 0.0, 1.0) : 1;
    const ThemeColors& colors = Theme::instance().colors();
    const int left = m_words->x();
    const QRect groove(left, height() - ProgressHeight, width() - left, ProgressHeight);
    QPainter painter(this);
    painter.fillRect(groove, colors.divider);
    painter.fillRect(QRect(groove.topLeft(), QSize(static_cast<int>(groove.width() * passed), ProgressHeight)),
                     colors.accent);
}

} // namespace zeroloom
