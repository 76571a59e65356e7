// What narrows the list of messages, and how frames are shown: words, a kind of frame, a direction, text or hex or
// JSON. In a narrow panel what is not typed moves into a menu. GUI thread only.
#pragma once

#include <QWidget>

#include "ui/messages/message_list_model.h"

class QActionGroup;
class QComboBox;
class QLineEdit;
class QMenu;
class QToolButton;

namespace zeroloom {

class MessageFilterBar final : public QWidget {
    Q_OBJECT
public:
    explicit MessageFilterBar(QWidget* parent = nullptr);

    MessageFilter filter() const;
    FrameView view() const;
    // Lets everything through; tells it once.
    void clearFilter();
    // Another choice that goes into the menu with the others.
    void addChoice(QComboBox* choice, const QString& title);
    void setNarrow(bool narrow);

Q_SIGNALS:
    void filterChanged();
    void viewChanged();

private:
    void fillMenu();
    void tellFilter();

    QLineEdit* m_words;
    QComboBox* m_kind;
    QComboBox* m_direction;
    QComboBox* m_view;
    QToolButton* m_more;
    QMenu* m_menu;
    std::vector<std::pair<QComboBox*, QString>> m_choices;
    bool m_clearing = false;
};

} // namespace zeroloom
