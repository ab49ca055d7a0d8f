// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/session.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace Spawnscope {

class MainWindow;

/// Shows the program at work where nobody can press its buttons: runs a few real commands in the
/// real window one after the other, prints how each went, and saves a picture of the window.
class Demonstration final : public QObject
{
    Q_OBJECT

public:
    Demonstration(MainWindow *window, const QString &pictureFile, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// 0, or 1 if anything did not come out as it should.
    void done(int exitCode);

private:
    struct Act
    {
        QByteArrayList argv;
        std::optional<std::chrono::milliseconds> killedAfter; ///< from when it runs
        bool isShown = false; ///< in the picture
        bool (*isGood)(const Session &session);
    };
    /// Platform: demonstration_unix.cpp, demonstration_windows.cpp.
    static const QList<Act> &acts();

    void next();
    void follow();
    void report();
    void finish();
    void takePicture();
    void print(const QByteArray &text);
    void printStream(OutputFilter filter, const QByteArray &name);

    MainWindow *m_window;
    QString m_pictureFile;
    QTimer m_bound; ///< for the whole
    qsizetype m_act = 0;
    Session *m_session = nullptr; ///< of the current act
    Session *m_shown = nullptr; ///< what the picture shows
    bool m_wasSignalled = false;
    bool m_isGood = true;
};

} // namespace Spawnscope
