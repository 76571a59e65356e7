// When a heart is late and when it is lost, as fields of a dialog. GUI thread only.
#pragma once

#include <optional>

#include <QWidget>

#include "core/liveness/heart.h"

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace zeroloom {

class HeartRuleFields final : public QObject {
    Q_OBJECT
public:
    // Adds its rows to `form`. `key` names where the last values are kept; `defaults` are shown the first time.
    HeartRuleFields(QFormLayout& form, const QString& key, const HeartRule& defaults, QWidget* parent);

    // What is typed; nullopt while it cannot be used: then problem() says why.
    std::optional<HeartRule> rule() const;
    QString problem() const;
    void remember() const;

Q_SIGNALS:
    void changed();

private:
    void restore(const HeartRule& defaults);

    QString m_key;
    QLineEdit* m_period;
    QSpinBox* m_misses;
    QLineEdit* m_grace;
    QComboBox* m_verdict;
    QDoubleSpinBox* m_threshold;
};

} // namespace zeroloom
