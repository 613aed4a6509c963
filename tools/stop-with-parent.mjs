// Loaded into the server by start.mjs: when the starter is killed outright, it cannot pass on a signal any more.
// The channel between the two closes then, and that is taken for one.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Without this the channel would keep the process alive after its work is done.
process.channel?.unref();
