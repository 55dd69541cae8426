from scalescope.launcher import main

main()
