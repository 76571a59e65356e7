// The messages panel: the last messages of what is selected or chosen, each frame on its own line with what it is.
// Bounded; says what it left out. GUI thread only.
#pragma once

#include "ui/messages/message_watch_panel.h"

class QSplitter;

namespace zeroloom {

class MessageDetails;
class MessageFilterBar;
class MessageListModel;
class MessageListView;
class TargetChooser;

class MessagesPanel final : public MessageWatchPanel {
    Q_OBJECT
public:
    MessagesPanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                  QWidget* parent = nullptr);

    // The messages of this wire, and this one of them selected and whole. The list stands still while it is. A message
    // that the list does not have is shown whole all the same, and the panel says so.
    void open(const ObservedMessage& message, const WireId& wire);

    // What the list shows now, oldest first: only whole messages, whatever kind of frames is shown.
    QString toText() const;
    QString toJsonLines() const;

protected:
    void followPlace() override;
    void take(const std::vector<ReadMessage>& messages) override;
    void forget() override;
    bool hasAny() const override;
    bool isAtEnd() const override;
    void scrollToEnd() override;
    bool isReading() const override;
    void stopReading() override;
    QString whyEmpty() const override;
    QString statusText() const override;
    void showParts(bool any) override;
    void save() override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QLayout* buildBar();
    void connectList();
    void showDetails();
    void showCurrent();
    void applyFilter();
    void fitWidth();
    void showMenu(const QPoint& at);
    void revealCurrent();

    MessageListModel* m_model;
    TargetChooser* m_chooser;
    MessageFilterBar* m_filter;
    QToolButton* m_detailsButton;
    QSplitter* m_splitter;
    MessageListView* m_view;
    MessageDetails* m_details;
    std::optional<bool> m_detailsWanted;
    bool m_split = false;
    std::optional<std::uint64_t> m_opened; // number of the message that was opened, as long as it is the current one
    std::unique_ptr<ReadMessage> m_apart;  // that was opened and that the list does not have
};

} // namespace zeroloom
