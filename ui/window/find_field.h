// What looks like the search field of the tool bar: a click opens the list of everything that can be found.
#pragma once

#include <QAbstractButton>

namespace zeroloom {

class FindField final : public QAbstractButton {
    Q_OBJECT
public:
    explicit FindField(QWidget* parent = nullptr);

    QSize sizeHint() const override { return {264, 28}; }
    QSize minimumSizeHint() const override { return {100, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
};

} // namespace zeroloom
