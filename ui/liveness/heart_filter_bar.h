// Which hearts the table lists: words, and states by buttons that count them; and the bell. GUI thread only.
#pragma once

#include <array>

#include <QWidget>

#include "ui/liveness/heart_alarm.h"
#include "ui/liveness/heart_order.h"

class QLineEdit;
class QToolButton;

namespace zeroloom {

class HeartFilterBar final : public QWidget {
    Q_OBJECT
public:
    // `alarm` outlives the bar.
    explicit HeartFilterBar(HeartAlarm& alarm, QWidget* parent = nullptr);

    // By HeartState.
    void showCounts(const std::array<std::uint64_t, 4>& counts);
    // The words and states; the monitor is chosen elsewhere.
    HeartFilter filter() const;
    void setNarrow(bool narrow); // states by mark and number, without their words

Q_SIGNALS:
    void filterChanged();

private:
    void showBell();
    void restyle();

    HeartAlarm& m_alarm;
    QLineEdit* m_words;
    std::array<QToolButton*, 4> m_states{};
    std::array<std::uint64_t, 4> m_counts{};
    QToolButton* m_bell;
    bool m_narrow = false;
};

} // namespace zeroloom
