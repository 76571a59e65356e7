// Words that give way when there is less room than they need: the rest is an ellipsis, and the tip says them whole.
// GUI thread only.
#pragma once

#include <QLabel>
#include <QPushButton>

namespace zeroloom {

class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr) : QLabel(parent), m_mode(mode) {}

    // What rests under the pointer besides the words themselves, which stand before it when they are shortened.
    void setTip(const QString& tip) { m_tip = tip; }
    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }
    // What stands on the screen.
    QString shownText() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Qt::TextElideMode m_mode;
    QString m_tip;
};

// A flat button whose words begin at the left.
class ElidedButton final : public QPushButton {
    Q_OBJECT
public:
    explicit ElidedButton(const QString& text, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override { return {0, QPushButton::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace zeroloom
