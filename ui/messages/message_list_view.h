// The list of messages on the screen: columns that fit, copying, the message that is current. GUI thread only.
#pragma once

#include <QTreeView>

#include "ui/messages/message_list_model.h"

namespace zeroloom {

class MessageListView final : public QTreeView {
    Q_OBJECT
public:
    // `model` outlives the view.
    explicit MessageListView(MessageListModel& model, QWidget* parent = nullptr);

    // Whether the newest is in view.
    bool atEnd() const;
    const ReadMessage* current() const; // nullptr: none
    // All rows of the message that begins with this one, in the middle of the view.
    void selectMessage(int row);
    void copySelected() const;
    // With one socket its column is hidden; the content keeps what the others leave.
    void fitColumns(bool oneSocket);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    MessageListModel& m_model;
    bool m_oneSocket = false;
};

} // namespace zeroloom
