// Tells when the pointer rests on a view: what is being read must not move. GUI thread only.
#pragma once

#include <QObject>

class QWidget;

namespace zeroloom {

class PointerRest final : public QObject {
    Q_OBJECT
public:
    // Watches `view` for as long as both live.
    PointerRest(QWidget* view, QObject* parent);

    bool inside() const { return m_inside; }
    void forget() { m_inside = false; } // until it comes again

Q_SIGNALS:
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_inside = false;
};

} // namespace zeroloom
