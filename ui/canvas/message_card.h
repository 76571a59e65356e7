// A message that somebody pinned: stays over the canvas until it is closed. GUI thread only.
#pragma once

#include <QFrame>

class QLabel;

namespace zeroloom {

class MessageCard final : public QFrame {
    Q_OBJECT
public:
    explicit MessageCard(QWidget* viewport);

    // Beside `place`, of the viewport.
    void show(const QString& html, const QPoint& place);
    QString text() const;

Q_SIGNALS:
    void closed();

protected:
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_label;
};

} // namespace zeroloom
