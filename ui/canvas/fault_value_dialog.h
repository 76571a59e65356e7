// Asks how long or how much: the time of a delay, the share of the messages that is dropped. GUI thread only; blocks
// until answered.
#pragma once

#include <optional>

#include <QDialog>

#include "core/base/duration.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace zeroloom {

class FaultValueDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Kind { Time, Share };
    // `title` says what is done: "Slow Down…".
    FaultValueDialog(Kind kind, const QString& title, const QString& value, QWidget* parent);

    // nullopt: thought better of it.
    static std::optional<Nanoseconds> askTime(const QString& title, Nanoseconds value, QWidget* parent);
    static std::optional<double> askShare(const QString& title, double value, QWidget* parent); // 0 to 1

private:
    void judge();

    Kind m_kind;
    QLineEdit* m_field;
    QLabel* m_hint;
    QPushButton* m_ok;
    Nanoseconds m_time{0};
    double m_share = 0;
};

} // namespace zeroloom
