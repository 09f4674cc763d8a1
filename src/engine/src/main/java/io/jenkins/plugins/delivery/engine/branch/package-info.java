/** The vocabulary of branches: which flow a team follows and what a branch name means in it. Pure; knows no repository. */
package io.jenkins.plugins.delivery.engine.branch;
