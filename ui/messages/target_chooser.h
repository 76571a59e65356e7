// Chooses whose messages are shown: all sockets, a node's, a socket's, or those of a wire. Shows what is shown now, and
// lists the topology only when it is opened. GUI thread only.
#pragma once

#include <optional>
#include <vector>

#include <QComboBox>

#include "ui/document/document.h"

namespace zeroloom {

class TargetChooser final : public QComboBox {
    Q_OBJECT
public:
    explicit TargetChooser(const Document& document, QWidget* parent = nullptr);

    // `place`: the entry of the list that this is, if it is one.
    void showCurrent(const QString& title, const std::optional<Place>& place);
    void showPopup() override;

Q_SIGNALS:
    // A place without anything is all sockets.
    void placeChosen(const zeroloom::Place& place);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void fill();
    void addPlace(const QIcon& icon, const QString& text, const Place& place);

    const Document& m_document;
    QString m_title;
    std::optional<Place> m_current;
    std::vector<Place> m_places; // of the entries, when the list is filled
    int m_before = 0;            // entries before the first place
};

} // namespace zeroloom
