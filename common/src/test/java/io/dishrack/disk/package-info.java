/**
 * Full disks and limits of files: programs that run into them in real JVMs, on a small file system of their own, and go
 * on when there is room.
 */
package io.dishrack.disk;
