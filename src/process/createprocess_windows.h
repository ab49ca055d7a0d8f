// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"
#include "process/start_p.h"

#include <QString>

#include <array>
#include <map>
#include <vector>

namespace Spawnscope {

/// All that CreateProcessW is told, resolved beforehand.
struct CreatePlan
{
    QByteArray program; ///< as it was asked for
    QString file; ///< absolute
    QString commandLine;
    QString environment; ///< a block
    QString directory; ///< empty: this program's
    quint32 flags = 0;
    std::optional<quint16> showWindow;
    bool inheritAll = false; ///< every inheritable handle, not only those named
    bool leadsGroup = false;
    bool takesInterrupt = false; ///< CTRL_C
    void *console = nullptr; ///< HPCON of a child that gets a terminal
    int jobPort = -1; ///< what the job tells of its end

    /// Descriptors of this library, none of them inheritable, by the child's numbers. -1 for one of
    /// the first three that this program does not have either.
    std::map<int, int> handles;
    std::vector<int> passed; ///< keep their value in the child
};

/// Where this program's file is.
QString applicationFolder();

/// The plan but for the handles. Looks at files, creates nothing.
ProcessResult<CreatePlan> makeCreatePlan(const Command &command, const SubprocessOptions &options);

struct Created
{
    qint64 pid = 0;
    UniqueFd process;
    UniqueFd job;
};

/// Makes the process in a job of its own. It has exactly the handles of the plan.
ProcessResult<Created> createProcess(const CreatePlan &plan);

} // namespace Spawnscope
