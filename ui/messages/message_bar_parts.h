// Small parts that both panels of messages have in their bars. GUI thread only.
#pragma once

#include <QComboBox>
#include <QString>
#include <QToolButton>

namespace zeroloom {

// A flat button with an icon of resources/icons, in the colours of the theme.
QToolButton* makeBarButton(const char* icon, const QString& tip, QWidget* parent);

// "12 new": what waits while a panel stands still, beside the words below it; hidden, it keeps its room.
QToolButton* makeNewButton(QWidget* parent);

// How many messages a second are looked at, of each socket and direction.
class RateChooser final : public QComboBox {
    Q_OBJECT
public:
    explicit RateChooser(unsigned perSecond, QWidget* parent = nullptr);
    unsigned perSecond() const { return currentData().toUInt(); }

protected:
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace zeroloom
