// What both panels of messages are: a bar with what they keep, hold and save, the messages or why there are none, and a
// line of words below. They follow the canvas's selection unless something is pinned, stand still under the pointer and
// cost nothing while nobody sees them. GUI thread only.
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "core/base/file_system.h"
#include "ui/document/document.h"
#include "ui/messages/message_source.h"
#include "ui/messages/message_watch.h"

class QAbstractScrollArea;
class QLabel;
class QLayout;
class QStackedWidget;
class QToolButton;

namespace zeroloom {

class ElidedLabel;
class PointerRest;
class RateChooser;

class MessageWatchPanel : public QWidget {
    Q_OBJECT
public:
    void observationCame();
    // What passes this place, whatever is selected.
    void choose(const Place& place);
    void followSelection();
    // Whether new messages wait: what is shown is being read, was scrolled up, or is held.
    bool isFrozen() const;

    QSize sizeHint() const override { return {900, 240}; }
    QSize minimumSizeHint() const override { return {320, 110}; }

Q_SIGNALS:
    void saved(const QString& path);

protected:
    struct Wording {
        QString name;
        QString pin, hold, clear, save; // what their buttons do
        const char* saveIcon;
        unsigned rate; // messages a second that are looked at at first
    };
    ~MessageWatchPanel() override;
    // Not before start() is anything asked of `source`.
    MessageWatchPanel(Document& document, std::unique_ptr<MessageSource> source, FileSystem& files,
                      const Wording& wording, QWidget* parent);
    // With a bar of the buttons below and others, and `view`, which may stand in `content` with others.
    void start(QLayout* bar, QAbstractScrollArea* view, QWidget* content);

    // --- What each of them does in its way
    virtual void followPlace() = 0; // what is watched: chosen(), or what is selected unless something is kept or held
    virtual void take(const std::vector<ReadMessage>& messages) = 0;
    virtual void forget() = 0; // what was taken is void
    virtual bool hasAny() const = 0;
    virtual bool isAtEnd() const = 0;
    virtual void scrollToEnd() = 0;
    virtual bool isReading() const { return false; } // one of them is, and must not move
    virtual void stopReading() {}
    virtual QString whyEmpty() const = 0;
    virtual QString statusText() const = 0;
    virtual void showParts(bool any) = 0; // the rest that depends on whether there are any
    virtual void save() = 0;

    void follow();
    void showState();
    void keep(); // whatever is selected from now on
    bool isKept() const;
    bool isHeld() const;
    const std::optional<Place>& chosen() const { return m_place; }
    MessageWatch& watch() const { return *m_watch; }
    Document& document() const { return m_document; }
    FileSystem& files() const { return m_files; }
    RateChooser* rate() const { return m_rate; }
    QToolButton* pinButton() const { return m_pin; }
    QToolButton* holdButton() const { return m_hold; }
    QToolButton* clearButton() const { return m_clear; }
    QToolButton* saveButton() const { return m_save; }

    void showEvent(QShowEvent* event) override;

private:
    void layOut(QLayout* bar, QWidget* content);
    void connectParts();
    void resume();

    Document& m_document;
    FileSystem& m_files;
    MessageWatch* m_watch;
    QToolButton* m_pin;
    QToolButton* m_hold;
    QToolButton* m_clear;
    QToolButton* m_save;
    RateChooser* m_rate;
    QToolButton* m_resume;
    QStackedWidget* m_whole; // why it is empty, or what there is
    QLabel* m_empty;
    ElidedLabel* m_status;
    PointerRest* m_pointer = nullptr;
    std::optional<Place> m_place; // that is pinned
};

} // namespace zeroloom
