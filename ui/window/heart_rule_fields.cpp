#include "ui/window/heart_rule_fields.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QSettings>
#include <QSpinBox>

namespace zeroloom {

namespace {

constexpr int MostMisses = 1'000;
constexpr double LargestThreshold = 100;

QString durationText(Nanoseconds duration) { return QString::fromStdString(formatDuration(duration)); }

// Zero stands for "a period", which an empty field says better.
Result<Nanoseconds> graceOf(const QString& text)
{
    return text.trimmed().isEmpty() ? Nanoseconds(0) : parseDuration(text.trimmed().toStdString());
}

} // namespace

HeartRuleFields::HeartRuleFields(QFormLayout& form, const QString& key, const HeartRule& defaults, QWidget* parent)
    : QObject(parent), m_key(key), m_period(new QLineEdit(parent)), m_misses(new QSpinBox(parent)),
      m_grace(new QLineEdit(parent)), m_verdict(new QComboBox(parent)), m_threshold(new QDoubleSpinBox(parent))
{
    m_period->setObjectName(QStringLiteral("period"));
    m_period->setToolTip(tr("The time between two beats, as 1s or 250ms"));
    m_misses->setObjectName(QStringLiteral("misses"));
    m_misses->setRange(1, MostMisses);
    m_misses->setToolTip(tr("So many beats in a row without an answer, and a heart is lost"));
    m_grace->setObjectName(QStringLiteral("grace"));
    m_grace->setPlaceholderText(tr("a period"));
    m_grace->setToolTip(tr("How long an answer may take before its beat counts as missed"));
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->addItem(tr("Beats missed in a row"), static_cast<int>(VerdictRule::Misses));
    m_verdict->addItem(tr("Suspicion, learnt from each heart's rhythm"), static_cast<int>(VerdictRule::Phi));
    m_threshold->setObjectName(QStringLiteral("threshold"));
    m_threshold->setRange(0.5, LargestThreshold);
    m_threshold->setDecimals(1);
    m_threshold->setToolTip(tr("The suspicion (phi) from which a heart is lost: 8 is one false alarm in 100 million"));
    form.addRow(tr("&Period"), m_period);
    form.addRow(tr("&Misses until lost"), m_misses);
    form.addRow(tr("&Grace"), m_grace);
    form.addRow(tr("&Verdict by"), m_verdict);
    form.addRow(tr("&Threshold"), m_threshold);
    restore(defaults);
    const auto adapt = [this] {
        const bool phi = m_verdict->currentIndex() == static_cast<int>(VerdictRule::Phi);
        m_threshold->setEnabled(phi);
        m_misses->setEnabled(!phi);
        Q_EMIT changed();
    };
    connect(m_period, &QLineEdit::textChanged, this, &HeartRuleFields::changed);
    connect(m_grace, &QLineEdit::textChanged, this, &HeartRuleFields::changed);
    connect(m_misses, &QSpinBox::valueChanged, this, &HeartRuleFields::changed);
    connect(m_verdict, &QComboBox::currentIndexChanged, this, adapt);
    adapt();
}

void HeartRuleFields::restore(const HeartRule& defaults)
{
    const QSettings settings;
    const auto kept = [&](const char* name, const QVariant& otherwise) {
        return settings.value(m_key + QLatin1Char('/') + QLatin1String(name), otherwise);
    };
    m_period->setText(kept("period", durationText(defaults.period)).toString());
    m_misses->setValue(kept("misses", defaults.misses).toInt());
    m_grace->setText(kept("grace", defaults.grace.count() == 0 ? QString() : durationText(defaults.grace)).toString());
    m_verdict->setCurrentIndex(kept("verdict", static_cast<int>(defaults.verdict)).toInt() ==
                                       static_cast<int>(VerdictRule::Phi)
                                   ? static_cast<int>(VerdictRule::Phi)
                                   : static_cast<int>(VerdictRule::Misses));
    m_threshold->setValue(kept("threshold", defaults.threshold).toDouble());
}

void HeartRuleFields::remember() const
{
    QSettings settings;
    settings.setValue(m_key + QStringLiteral("/period"), m_period->text().trimmed());
    settings.setValue(m_key + QStringLiteral("/misses"), m_misses->value());
    settings.setValue(m_key + QStringLiteral("/grace"), m_grace->text().trimmed());
    settings.setValue(m_key + QStringLiteral("/verdict"), m_verdict->currentIndex());
    settings.setValue(m_key + QStringLiteral("/threshold"), m_threshold->value());
}

std::optional<HeartRule> HeartRuleFields::rule() const
{
    if (!problem().isEmpty()) {
        return std::nullopt;
    }
    HeartRule rule;
    rule.period = *parseDuration(m_period->text().trimmed().toStdString());
    rule.misses = m_misses->value();
    rule.grace = *graceOf(m_grace->text());
    rule.verdict = static_cast<VerdictRule>(m_verdict->currentIndex());
    rule.threshold = m_threshold->value();
    return rule;
}

QString HeartRuleFields::problem() const
{
    constexpr Nanoseconds Shortest = std::chrono::milliseconds(1);
    const auto period = parseDuration(m_period->text().trimmed().toStdString());
    if (!period) {
        return tr("Period: %1").arg(QString::fromStdString(period.error().message));
    }
    if (*period < Shortest) {
        return tr("Period: at least 1ms.");
    }
    if (const auto grace = graceOf(m_grace->text()); !grace) {
        return tr("Grace: %1").arg(QString::fromStdString(grace.error().message));
    }
    return {};
}

} // namespace zeroloom
