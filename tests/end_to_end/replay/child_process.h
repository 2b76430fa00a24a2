// ChildProcess: a program of ours, run for real: its standard output is read, it is waited for, or killed.
//
// One owner. What is not waited for is killed with SIGKILL when the object goes.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace tidegate {

class ChildProcess {
 public:
  // `words[0]` is the program. Standard error goes to `error_file`.
  explicit ChildProcess(const std::vector<std::string>& words, const std::string& error_file = "/dev/null") {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      const int errors = open(error_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
      if (errors >= 0) dup2(errors, STDERR_FILENO);
      std::vector<char*> arguments;
      arguments.reserve(words.size() + 1);
      for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
      arguments.push_back(nullptr);
      execv(arguments[0], arguments.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
    if (pid_ < 0) throw std::runtime_error("fork");
  }
  ~ChildProcess() {
    Kill();
    close(output_);
  }
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // A line without its end; empty when the output has ended.
  std::string ReadLine() {
    std::string line;
    char c = 0;
    while (read(output_, &c, 1) == 1 && c != '\n') line += c;
    return line;
  }

  // All that is left of the output, until the program closes it.
  std::string ReadAll() {
    std::string text;
    char chunk[4096];
    for (ssize_t got = read(output_, chunk, sizeof chunk); got > 0; got = read(output_, chunk, sizeof chunk)) {
      text.append(chunk, static_cast<std::size_t>(got));
    }
    return text;
  }

  void Signal(int signal) const {
    if (pid_ > 0) kill(pid_, signal);
  }

  // kill -9, and gone when it returns.
  void Kill() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    Wait();
  }

  // The exit code; -1 when a signal ended it.
  int Wait() {
    if (pid_ <= 0) return code_;
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return code_;
  }

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  int code_ = -1;
};

}  // namespace tidegate
